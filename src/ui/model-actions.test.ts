import { beforeEach, expect, test, vi } from 'vitest';
import type { AppClient } from '../worker/app-client.ts';
import type { AppPush, AppRequests, ModelStatus } from '../worker/app-protocol.ts';
import { initialState } from './app-state.ts';
import { type AppStore, createAppStore } from './app-store.ts';
import * as data from './gallery-data.fixture.ts';
import * as models from './gallery-models.fixture.ts';
import { createModelActions, type ModelActions } from './model-actions.ts';
import type { FilesState } from './models-state.ts';

const { qwen15, qwen4, qwen05 } = models.rows;
const call = vi.fn<(name: keyof AppRequests, params: unknown) => Promise<unknown>>();
const keepStorage = vi.fn(async () => {});
let listeners: ((push: AppPush) => void)[];
let store: AppStore;
let actions: ModelActions;

const answers: Partial<Record<keyof AppRequests, unknown>> = {
  models: models.offers,
  storage: initialState.storage,
  overlongBlocks: [{ label: 'human', characters: 900, room: 720 }],
  importModel: { id: 'own' },
};

beforeEach(() => {
  listeners = [];
  keepStorage.mockClear();
  call.mockReset().mockImplementation(async (name) => answers[name] ?? null);
  const client: AppClient = {
    call: call as never,
    subscribe: (listener) => {
      listeners.push(listener);
      return () => {};
    },
    close: () => {},
  };
  store = createAppStore(client, () => {});
  actions = createModelActions(store, keepStorage);
});

const push = (it: AppPush) => listeners.forEach((listener) => void listener(it));
const files = (id: string, state: FilesState) => push({ type: 'model-files-changed', id, files: state });
const status = (model: ModelStatus) => push({ type: 'model-changed', model });
const asked = (name: keyof AppRequests) => call.mock.calls.filter(([it]) => it === name).length;
const settled = () => new Promise((resolve) => setTimeout(resolve));
const [block, edit] = [data.blocks[0], data.edits[0]];
if (!block || !edit) throw new Error('The gallery has a block and an edit.');
const edited: AppPush = { type: 'block-changed', block, edit };
const ready: FilesState = { state: 'ready', bytes: 868_000_000 };

test('the name of a model that is on its way is asked for once', async () => {
  for (let n = 0; n < 5; n++) files(qwen15.id, models.downloading);
  await settled();
  expect(asked('models')).toBe(1);
  files(qwen15.id, models.downloading);
  files('unheard-of', models.downloading);
  files('unheard-of', models.downloading);
  await settled();
  expect(asked('models')).toBe(2);
});

test('asked while an answer is awaited, it asks once more after it', async () => {
  await Promise.all([actions.askModels(), actions.askModels(), actions.askModels()]);
  expect(asked('models')).toBe(2);
});

test('why the models are not known is kept to be said', async () => {
  call.mockRejectedValue(new Error('No answer.'));
  await actions.askModels();
  expect(store.getState().models).toMatchObject({ offers: null, problem: 'No answer.' });
});

test('the browser is asked to keep what a first download has brought', async () => {
  files(qwen15.id, models.downloading);
  files(qwen15.id, { state: 'verifying', fraction: 0.5 });
  expect(keepStorage).not.toHaveBeenCalled();
  files(qwen15.id, ready);
  expect(keepStorage).toHaveBeenCalledOnce();
  // A check of the files later is no download.
  files(qwen15.id, { state: 'verifying', fraction: 0.5 });
  files(qwen15.id, ready);
  expect(keepStorage).toHaveBeenCalledOnce();
  // Nor is it asked again once it has promised.
  store.dispatch({ type: 'storage-known', storage: { ...initialState.storage, persisted: true } });
  files(qwen4.id, models.downloading);
  files(qwen4.id, ready);
  expect(keepStorage).toHaveBeenCalledOnce();
});

test('what is used and what is free is asked anew when a model came or went, not while it comes', async () => {
  await actions.askModels();
  call.mockClear();
  files(qwen15.id, models.downloading);
  files(qwen15.id, { ...models.downloading, receivedBytes: 400_000_000 });
  await settled();
  expect(call).not.toHaveBeenCalled();
  files(qwen15.id, { state: 'absent' });
  await settled();
  expect([asked('storage'), asked('models')]).toEqual([1, 1]);
});

test('blocks too long for a loaded model are asked for, again after an edit, and forgotten without it', async () => {
  status(models.ready);
  await settled();
  expect(store.getState().models.overlong).toHaveLength(1);
  push(edited);
  await settled();
  expect(asked('overlongBlocks')).toBe(2);
  status({ state: 'none' });
  expect(store.getState().models.overlong).toEqual([]);
  push(edited);
  await settled();
  expect(asked('overlongBlocks')).toBe(2);
});

test('an answer about blocks that comes after the model is gone changes nothing', async () => {
  status(models.ready);
  status({ state: 'none' });
  await settled();
  expect(store.getState().models.overlong).toEqual([]);
});

test('after a failure it is found out whether the lighter model is here', async () => {
  const lighter = { id: qwen05.id, name: qwen05.name, windowTokens: 4096 };
  status({ state: 'failed', row: qwen4, message: 'Lost.', lighter });
  await settled();
  expect(asked('models')).toBe(1);
  expect(store.getState().models.files[qwen05.id]).toEqual({ state: 'absent' });
});

test("each model of one's own is kept by itself, and what is refused is said with the rest kept", async () => {
  const file = new File(['x'], 'x');
  call.mockImplementation(async (name, params) => {
    if (name !== 'importModel') return answers[name] ?? null;
    const path = (params as AppRequests['importModel']['params']).files[0]?.path;
    if (path === 'broken.gguf') throw new Error('This is no model.');
    return { id: 'own' };
  });
  const folder = ['qwen/mlc-chat-config.json', 'qwen/a.bin'].map((path) => ({ path, file }));
  const work = actions.importModels([[{ path: 'broken.gguf', file }], folder]);
  expect(store.getState().models.imports).toMatchObject([{ name: 'broken.gguf', problem: '' }]);
  await work;
  expect(store.getState().models.imports).toMatchObject([
    { name: 'broken.gguf', problem: 'This is no model.' },
  ]);
  expect(asked('importModel')).toBe(2);
  expect(asked('models')).toBe(1);
  expect(keepStorage).toHaveBeenCalledOnce();
});

test('a folder is called by its name while it is copied', () => {
  const file = new File(['x'], 'x');
  void actions.importModels([['qwen/config.json', 'qwen/a.bin'].map((path) => ({ path, file }))]);
  expect(store.getState().models.imports).toMatchObject([{ name: 'qwen' }]);
});
