import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { AppRequests } from '../worker/app-protocol.ts';
import { App } from './app.tsx';
import { createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import * as models from './gallery-models.fixture.ts';
import './global.css';

let app: FakeApp;

beforeEach(async () => {
  await page.viewport(1200, 800);
  app = createFakeApp({ models: () => models.offers, importModel: () => ({ id: 'own' }) });
  app.draw(<App />);
  await expect.element(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
});
afterEach(() => app.remove());

function drag(type: 'dragover' | 'drop', ...names: readonly string[]): void {
  const dataTransfer = new DataTransfer();
  for (const name of names) dataTransfer.items.add(new File(['x'], name));
  const target = document.querySelector('dialog') ?? document.body;
  target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
}

const imported = () =>
  (app.askedFor('importModel') as AppRequests['importModel']['params'][]).map(({ files }) =>
    files.map((it) => it.path),
  );
const added = () =>
  (app.askedFor('addDocuments') as AppRequests['addDocuments']['params'][]).flatMap(({ files }) =>
    files.map((it) => it.name),
  );
const dialog = () => page.getByRole('dialog', { name: 'Models' });

test('a model dropped on the window is kept as one, beside documents that are read', async () => {
  drag('dragover', 'gemma.gguf', 'lease.pdf');
  await expect.element(page.getByText('Drop to add to your documents')).toBeVisible();
  await expect.element(page.getByText(/PDF, Word, .* and text files; \.gguf files/)).toBeVisible();
  drag('drop', 'gemma.gguf', 'lease.pdf');
  await expect.element(dialog()).toBeVisible();
  await vi.waitFor(() => expect(imported()).toEqual([['gemma.gguf']]));
  await vi.waitFor(() => expect(added()).toEqual(['lease.pdf']));
});

test('documents alone open no dialog', async () => {
  drag('drop', 'lease.pdf');
  await vi.waitFor(() => expect(added()).toEqual(['lease.pdf']));
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(imported()).toEqual([]);
});

test('over the models dialog only a model makes sense: the worker says what is none', async () => {
  await page.getByTitle('Models', { exact: true }).click();
  await expect.element(dialog()).toBeVisible();
  drag('dragover', 'photo.png');
  await expect.element(page.getByText('Drop to keep as a model')).toBeVisible();
  drag('drop', 'photo.png');
  await vi.waitFor(() => expect(imported()).toEqual([['photo.png']]));
  expect(added()).toEqual([]);
});

test('a block that is to be edited opens in the memory panel', async () => {
  app.store.dispatch({
    type: 'models',
    change: { type: 'overlong-known', blocks: [{ label: 'human', characters: 900, room: 720 }] },
  });
  await page.getByRole('button', { name: 'Edit human' }).first().click();
  await expect.element(page.getByRole('textbox', { name: 'Text of human' })).toHaveFocus();
});
