import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { LibraryDocument } from '../kernel/document.ts';
import { createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import { IntakeList } from './intake-list.tsx';
import { LibraryPlace } from './library-place.tsx';

let app: FakeApp;

beforeEach(() => {
  app = createFakeApp({}, { documents: [data.lease] });
});
afterEach(() => app.remove());

const ticket = { conversationId: 'c1', paused: false, begun: 1, taken: 0 };
const coming = data.document({ name: 'new.pdf', id: 'new', state: 'reading', pages: null, intake: ticket });
const comes = (document: LibraryDocument) => app.push({ type: 'document-changed', document });
const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
const button = (name: string) => page.getByRole('button', { name, exact: true });

test('a document that is read can be paused, resumed and cancelled by keyboard', async () => {
  app.draw(<IntakeList />);
  comes(coming);
  app.push({ type: 'document-progress', id: 'new', page: 31, pages: 112 });
  app.push({ type: 'document-pace', id: 'new', secondsLeft: 41 });
  await expect.element(row('new.pdf')).toHaveTextContent('Reading, page 31 of 112 · about 50 seconds left');
  expect(button('Pause all').elements()).toEqual([]);
  await button('Pause new.pdf').click();
  comes({ ...coming, intake: { ...ticket, paused: true } });
  await expect.element(row('new.pdf')).toHaveTextContent('Paused');
  await button('Resume new.pdf').click();
  await button('Cancel new.pdf').click();
  expect(app.asked.slice(-3)).toEqual([
    { name: 'pauseDocument', params: { id: 'new' } },
    { name: 'resumeDocument', params: { id: 'new' } },
    { name: 'removeDocument', params: { id: 'new' } },
  ]);
});

test.each(['intake', 'library'])('one that is embedded is paused and resumed in the %s', async (where) => {
  app.draw(where === 'intake' ? <IntakeList /> : <LibraryPlace railOpen onRail={() => {}} />);
  const boiler = data.document({ id: 'boiler', name: 'boiler.pdf', state: 'searchable', embedded: 72 });
  comes(boiler);
  await button('Pause boiler.pdf').click();
  expect(button('Cancel boiler.pdf').elements()).toEqual([]);
  comes({ ...boiler, isEmbeddingPaused: true });
  await expect.element(row('boiler.pdf')).toHaveTextContent('embedding paused at 72 of 211');
  await button('Resume boiler.pdf').click();
  expect(app.asked.slice(-2)).toEqual([
    { name: 'pauseDocument', params: { id: 'boiler' } },
    { name: 'resumeDocument', params: { id: 'boiler' } },
  ]);
  comes({ ...boiler, state: 'ready', embedded: 211 });
  await expect.poll(() => button('Pause boiler.pdf').elements()).toEqual([]);
});

test('what waits for the person stands before what goes on by itself', async () => {
  app.draw(<IntakeList />);
  comes(coming);
  const problem = { code: 'password-needed', message: 'It opens only with a password.' } as const;
  comes(data.document({ id: 'locked', name: 'locked.pdf', state: 'failed', problem }));
  await expect.element(page.getByRole('listitem').first()).toHaveTextContent('locked.pdf');
  await expect.element(page.getByRole('listitem').last()).toHaveTextContent('new.pdf');
});

test('several are paused at once, and then none has a button of its own', async () => {
  app.draw(<IntakeList />);
  comes(coming);
  comes(data.document({ name: 'boiler.pdf', state: 'searchable', embedded: 72 }));
  await expect.element(page.getByText('2 documents coming in')).toBeVisible();
  await button('Pause all').click();
  expect(app.askedFor('pauseIntake')).toEqual([{ paused: true }]);
  app.push({ type: 'intake-changed', intake: { paused: true, offers: [] } });
  await expect.element(row('boiler.pdf')).toHaveTextContent('embedding paused at 72 of 211');
  await expect.element(row('new.pdf')).toHaveTextContent('Paused');
  expect(button('Resume new.pdf').elements()).toEqual([]);
  await button('Resume all').click();
  expect(app.askedFor('pauseIntake')).toEqual([{ paused: true }, { paused: false }]);
});

test.each(['intake', 'library'])(
  'a changed version asks in the %s, and says what will be done',
  async (where) => {
    app.draw(where === 'intake' ? <IntakeList /> : <LibraryPlace railOpen onRail={() => {}} />);
    const version = data.document({ name: 'lease-2025.pdf', id: 'version', state: 'reading' });
    comes(version);
    const offer = { id: 'version', earlierId: 'lease', replaces: false };
    app.push({ type: 'intake-changed', intake: { paused: false, offers: [offer] } });
    const asked = page.getByRole('group', { name: 'An earlier version of lease-2025.pdf' });
    await expect.element(asked).toHaveTextContent('is in the library');
    await asked.getByRole('button', { name: 'Replace it' }).click();
    app.push({ type: 'intake-changed', intake: { paused: false, offers: [{ ...offer, replaces: true }] } });
    await expect.element(asked).toHaveTextContent('Replaces the earlier version once it is read.');
    comes({ ...version, state: 'failed', problem: { code: 'unreadable', message: 'Damaged.' } });
    await expect.element(asked).toHaveTextContent('The earlier version stays');
    await asked.getByRole('button', { name: 'Keep both' }).click();
    expect(app.askedFor('answerOffer')).toEqual([
      { id: 'version', replaces: true },
      { id: 'version', replaces: false },
    ]);
    app.push({ type: 'document-removed', id: 'lease' });
    await expect.poll(() => asked.elements()).toEqual([]);
  },
);
