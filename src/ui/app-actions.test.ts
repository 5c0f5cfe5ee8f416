import { beforeEach, expect, test, vi } from 'vitest';
import type { AppClient } from '../worker/app-client.ts';
import type { AppPush, AppRequests, ConversationView, Snapshot } from '../worker/app-protocol.ts';
import { type AppActions, createAppActions, VIEW_MESSAGES } from './app-actions.ts';
import { initialState } from './app-state.ts';
import { type AppStore, createAppStore } from './app-store.ts';
import * as data from './gallery-data.fixture.ts';

const view: ConversationView = {
  conversation: data.conversation({ id: 'c1', title: '' }),
  messages: [],
  hasEarlier: false,
  windowMap: data.map,
  steps: [],
  partialReply: null,
  draft: '',
  versions: {},
};
const snapshot: Snapshot = {
  agentName: '',
  settings: { heartbeatMinutes: null, readahead: true },
  blocks: [],
  proposals: [],
  conversations: [view.conversation],
  current: view,
  documents: [],
  model: { state: 'none' },
  embedder: { state: 'asleep' },
  embeddingChange: null,
  intake: { paused: false, offers: [] },
  storage: initialState.storage,
};

const onReaderWanted = vi.fn<() => void>();
const call = vi.fn<(name: keyof AppRequests, params: unknown) => Promise<unknown>>();
let listeners: ((push: AppPush) => void)[];
let store: AppStore;
let actions: AppActions;

beforeEach(() => {
  call.mockReset().mockResolvedValue(null);
  onReaderWanted.mockReset();
  listeners = [];
  const client: AppClient = {
    call: call as never,
    subscribe: (listener) => {
      listeners.push(listener);
      return () => {};
    },
    close: () => {},
  };
  store = createAppStore(client, () => {});
  actions = createAppActions(store, onReaderWanted);
  store.dispatch({ type: 'started', snapshot });
});

test.each([
  ['there are documents already', [data.documents[0]].flatMap((it) => it ?? []), 1],
  ['there is none', [], 0],
])('what reading takes is asked for again at a start where %s', async (_, documents, times) => {
  call.mockResolvedValueOnce({ ...snapshot, documents });
  await actions.start();
  expect(onReaderWanted).toHaveBeenCalledTimes(times);
});

const push = (it: AppPush) => listeners.forEach((listener) => void listener(it));
const branch = (conversationId: string): AppPush => ({
  type: 'branch',
  conversationId,
  undone: { blocks: [], notes: 0, kept: [] },
});

test('a chat that goes on from another place is read anew', async () => {
  const messages = [data.said(null, 'Hello')];
  call.mockResolvedValue({ ...view, messages });
  push(branch('c1'));
  await vi.waitFor(() => expect(store.getState().view?.messages).toEqual(messages));
  expect(call).toHaveBeenCalledExactlyOnceWith('openConversation', { id: 'c1', limit: VIEW_MESSAGES });
});

test('what is read anew of a chat that was left since is not shown', async () => {
  const other = { ...view, conversation: data.conversation({ id: 'c2', title: '' }) };
  call.mockImplementation(async () => {
    store.dispatch({ type: 'view-opened', view: other });
    return view;
  });
  push(branch('c1'));
  await vi.waitFor(() => expect(store.getState().view?.conversation.id).toBe('c2'));
  push(branch('c1'));
  expect(call).toHaveBeenCalledOnce();
});

test('another version is asked for and shown', async () => {
  const messages = [data.said(null, 'Hello')];
  call.mockResolvedValue({ ...view, messages });
  await actions.switchVersion('m1');
  expect(call).toHaveBeenCalledExactlyOnceWith('switchVersion', { conversationId: 'c1', messageId: 'm1' });
  expect(store.getState().view?.messages).toEqual(messages);
});

test('saying again sends other words only where there are some', async () => {
  await actions.sayAgain('m1');
  await actions.sayAgain('m1', 'Good day');
  expect(call.mock.calls).toEqual([
    ['sayAgain', { conversationId: 'c1', messageId: 'm1' }],
    ['sayAgain', { conversationId: 'c1', messageId: 'm1', text: 'Good day' }],
  ]);
  call.mockRejectedValue(new Error('Not part of the chat any more.'));
  await expect(actions.sayAgain('m1')).rejects.toThrow('Not part');
});

test('undoing tells what was changed since', async () => {
  call.mockResolvedValue({ kept: ['human'] });
  expect(await actions.undo({ runId: 'r1' })).toEqual(['human']);
  expect(call).toHaveBeenCalledExactlyOnceWith('undo', { runId: 'r1' });
});

test('settings that could not be stored go back, and it is said', async () => {
  const settings = { heartbeatMinutes: 15, readahead: true };
  await actions.saveSettings(settings);
  expect(store.getState().settings).toEqual(settings);
  call.mockRejectedValue(new Error('No space.'));
  await actions.saveSettings({ ...settings, readahead: false });
  expect(store.getState().settings).toEqual(settings);
  expect(store.getState().notices).toMatchObject([{ message: 'No space.' }]);
});

test('a draft is kept for this tab until the worker has saved it', async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  call.mockRejectedValue(new Error('Gone.'));
  actions.saveDraft('c1', 'Not lost');
  await vi.waitFor(() => expect([...kept.values()]).toEqual(['Not lost']));
  call.mockResolvedValue(null);
  actions.saveDraft('c1', 'Not lost');
  await vi.waitFor(() => expect(kept.size).toBe(0));
  vi.unstubAllGlobals();
});
