import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { LibraryDocument } from '../kernel/document.ts';
import { Composer } from './composer.tsx';
import { type Answers, createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import { LibraryPlace } from './library-place.tsx';
import './global.css';

/* Which documents a chat searches: chosen beside the composer, and told in the library. */

let app: FakeApp;
beforeEach(() => page.viewport(1200, 800));
afterEach(() => app.remove());

const papers = data.documents;

function draw(documents: readonly LibraryDocument[] = papers, answers: Answers = {}): void {
  app = createFakeApp(answers, { documents });
  app.draw(
    <div style={{ marginTop: 600 }}>
      <Composer conversationId="c1" draft="" running={false} lastSaid={null} />
    </div>,
  );
}

const control = () => page.getByRole('button', { name: /^What this chat searches/ });
const popover = () => page.getByRole('dialog', { name: 'What this chat searches' });
const box = (name: string) => popover().getByRole('checkbox', { name });
const asked = () => app.askedFor('attachDocuments');

test('there is nothing to choose from while the library is empty', async () => {
  draw([]);
  await expect.element(page.getByRole('button', { name: 'Add documents' })).toBeVisible();
  expect(control().elements()).toEqual([]);
});

test('by keyboard: only some are chosen, at once, and nothing is sent', async () => {
  draw();
  await expect.element(control()).toHaveTextContent('All documents');
  (control().element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(popover().getByRole('radio', { name: /^All documents/ })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(asked).toEqual([{ conversationId: 'c1', documentIds: papers.map(({ id }) => id) }]);
  await expect.element(control()).toHaveTextContent('4 documents');
  await userEvent.keyboard('{Tab}{Enter}');
  await expect.element(control()).toHaveTextContent('No documents');
  await userEvent.keyboard('{Tab} ');
  await expect.element(box('lease-2025.pdf')).toBeChecked();
  expect(asked().at(-1)).toEqual({ conversationId: 'c1', documentIds: ['lease'] });
  await expect.element(control()).toHaveTextContent('1 document');
  await userEvent.keyboard('{Enter}');
  expect(app.askedFor('say')).toEqual([]);
  const heard: string[] = [];
  const listen = ({ key }: KeyboardEvent) => void heard.push(key);
  window.addEventListener('keydown', listen);
  await userEvent.keyboard('{Escape}');
  window.removeEventListener('keydown', listen);
  expect(heard).toEqual([]);
  await expect.element(control()).toHaveFocus();
  await expect.element(control()).toHaveAttribute('aria-expanded', 'false');
});

test('looking at the other answer loses nothing', async () => {
  draw();
  app.store.dispatch({ type: 'attached', conversationId: 'c1', documentIds: ['lease'] });
  await control().click();
  await popover()
    .getByRole('radio', { name: /^All documents/ })
    .click();
  await expect.element(control()).toHaveTextContent('All documents');
  await popover()
    .getByRole('radio', { name: /^Only chosen/ })
    .click();
  expect(asked()).toEqual([
    { conversationId: 'c1', documentIds: null },
    { conversationId: 'c1', documentIds: ['lease'] },
  ]);
});

test('with more than eight, one is found by its name; where each stands is said', async () => {
  const many = Array.from({ length: 9 }, (_, index) => data.document({ name: `paper-${index}.pdf` }));
  draw([...many, data.document({ name: 'Bäume.pdf', state: 'failed', problem: null })]);
  app.store.dispatch({ type: 'attached', conversationId: 'c1', documentIds: ['paper-3.pdf'] });
  await control().click();
  expect(popover().getByRole('checkbox').elements()).toHaveLength(10);
  await expect.element(box('Bäume.pdf This file could not be read.')).toBeVisible();
  await popover().getByRole('searchbox', { name: 'Find a document by name' }).fill('baum');
  expect(popover().getByRole('checkbox').elements()).toHaveLength(1);
  await popover().getByRole('button', { name: 'Choose all' }).click();
  expect(asked()).toEqual([{ conversationId: 'c1', documentIds: ['paper-3.pdf', 'Bäume.pdf'] }]);
  await popover().getByRole('searchbox').fill('nowhere');
  await expect.element(popover().getByText('No document of that name')).toBeVisible();
});

test('what could not be stored is taken back, with the reason', async () => {
  draw(papers, {
    attachDocuments() {
      throw new Error('There is no space left.');
    },
  });
  await control().click();
  await popover()
    .getByRole('radio', { name: /^Only chosen/ })
    .click();
  await expect.element(popover().getByRole('alert')).toHaveTextContent('There is no space left.');
  await expect.element(control()).toHaveTextContent('All documents');
});

test('the library says of a document that not every chat searches it', async () => {
  const [first, second] = data.conversations;
  if (!first || !second) throw new Error('There are too few chats.');
  app = createFakeApp({}, { documents: papers, conversations: [first, { ...second, attached: ['lease'] }] });
  app.draw(<LibraryPlace railOpen onRail={() => {}} />);
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  await expect.element(row('memgpt_paper.pdf')).toHaveTextContent('Searched in 1 of 2 chats');
  expect(row('lease-2025.pdf').element().textContent).not.toContain('Searched in');
});
