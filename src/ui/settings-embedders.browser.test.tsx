import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { embedderCatalogue } from '../embedding/embedder-catalogue.ts';
import type { AppPush, EmbedderOffers } from '../worker/app-protocol.ts';
import { type Answers, createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import './global.css';

const [shipped, arctic, bge] = embedderCatalogue.map(({ id }) => id);
let app: FakeApp;

function offers(changed: Partial<EmbedderOffers> = {}, here: readonly (string | undefined)[] = [shipped]) {
  return {
    offers: embedderCatalogue.map((row) => ({
      row,
      files: here.includes(row.id)
        ? ({ state: 'ready', bytes: 24e6 } as const)
        : ({ state: 'absent' } as const),
    })),
    chosenId: shipped ?? '',
    searchedId: shipped ?? '',
    freeBytes: 1e9,
    ...changed,
  };
}

function draw(answers: Answers): void {
  app = createFakeApp(answers);
  app.draw(<SettingsDialog section="models" onClose={() => {}} />);
}

afterEach(() => app.remove());

const radio = (name: string) => page.getByRole('radio', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const files = (
  id: string | undefined,
  state: Extract<AppPush, { type: 'embedder-files-changed' }>['files'],
) => app.push({ type: 'embedder-files-changed', id: id ?? '', files: state });

test('what is not here can be got, and not chosen', async () => {
  draw({ embedders: () => offers() });
  await expect.element(radio('MiniLM')).toBeChecked();
  await expect.element(radio('BGE Small 1.5')).toBeDisabled();
  await expect.element(radio('BGE Small 1.5')).toHaveAccessibleDescription(/English · MIT/);
  await button('Get BGE Small 1.5 · about 35 MB').click();
  expect(app.askedFor('getEmbedder')).toEqual([{ id: bge }]);
  await expect.element(page.getByRole('status')).toHaveTextContent('Getting BGE Small 1.5.');
});

test('a download shows how far it is, and what became of it', async () => {
  let here = [shipped];
  draw({ embedders: () => offers({}, here) });
  await expect.element(radio('MiniLM')).toBeChecked();
  const coming = { totalBytes: 35e6, bytesPerSecond: null, secondsLeft: null, isWaiting: false };
  files(bge, { state: 'downloading', receivedBytes: 7e6, ...coming });
  await expect.element(page.getByText('Downloading 7 MB of 35 MB')).toBeVisible();
  await expect
    .element(page.getByRole('progressbar', { name: 'Downloading BGE Small 1.5' }))
    .toHaveAttribute('value', '0.2');
  await button('Pause').click();
  expect(app.askedFor('pauseEmbedder')).toEqual([{ id: bge }]);
  here = [shipped, bge];
  files(bge, { state: 'ready', bytes: 35e6 });
  await expect.element(radio('BGE Small 1.5')).toBeEnabled();
  await expect.element(button('Delete BGE Small 1.5 from this device')).toBeVisible();
});

test('the arrow keys choose among those that are here', async () => {
  let chosenId = shipped ?? '';
  draw({
    embedders: () => offers({ chosenId }, [shipped, bge]),
    chooseEmbedder: ({ id }) => {
      chosenId = id;
      return null;
    },
  });
  await expect.element(radio('MiniLM')).toBeChecked();
  await radio('MiniLM').click();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(radio('BGE Small 1.5')).toBeChecked();
  expect(app.askedFor('chooseEmbedder')).toEqual([{ id: bge }]);
  await expect.element(page.getByText('In use until then')).toBeVisible();
  await expect.element(page.getByText('Chosen', { exact: true })).toBeVisible();
});

test('a choice that is refused says why and goes back', async () => {
  draw({
    embedders: () => offers({}, [shipped, arctic]),
    chooseEmbedder: () => Promise.reject(new Error('Not on this device.')),
  });
  await radio('Arctic Embed XS').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('Not on this device.');
  await expect.element(radio('MiniLM')).toBeChecked();
});

test('a change tells how far it is, what it waits for, and what went wrong', async () => {
  draw({ embedders: () => offers({ chosenId: arctic ?? '' }, [shipped, arctic]) });
  app.push({ type: 'embedding-change', change: { done: 1240, total: 5000 } });
  await expect.element(page.getByText('Search by meaning: 1,240 of 5,000 texts')).toBeVisible();
  app.store.dispatch({ type: 'battery-changed', isLow: true });
  await expect.element(page.getByText('Embedding waits while the battery is low.')).toBeVisible();
  app.push({ type: 'embedder-changed', embedder: { state: 'failed', message: 'It is not here any more.' } });
  await expect.element(page.getByRole('alert')).toHaveTextContent('It is not here any more.');
  app.push({ type: 'embedding-change', change: null });
  await expect.element(page.getByText(/of 5,000 texts/)).not.toBeInTheDocument();
});

test('neither the choice nor what search still goes by can be deleted', async () => {
  draw({
    embedders: () => offers({ chosenId: bge ?? '', searchedId: arctic ?? '' }, [shipped, arctic, bge]),
  });
  await expect.element(radio('BGE Small 1.5')).toBeChecked();
  expect(page.getByRole('button', { name: /^Delete/ }).elements()).toEqual([]);
});

test('too little room is said before', async () => {
  draw({ embedders: () => offers({ freeBytes: 30e6 }) });
  await expect.element(page.getByText(/This takes about 35 MB/).first()).toBeVisible();
  expect(page.getByText(/This takes about 24 MB/).elements()).toEqual([]);
});

test('that they can’t be told of is said', async () => {
  draw({ embedders: () => Promise.reject(new Error('No storage.')) });
  await expect.element(page.getByRole('alert')).toHaveTextContent('No storage.');
});
