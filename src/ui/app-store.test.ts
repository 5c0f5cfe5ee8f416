import { expect, test } from 'vitest';
import type { AppClient } from '../worker/app-client.ts';
import type { AppPush, Snapshot } from '../worker/app-protocol.ts';
import { initialState } from './app-state.ts';
import { createAppStore } from './app-store.ts';
import * as data from './gallery-data.fixture.ts';

const run = { runId: 'r1', conversationId: 'c1' };
const snapshot: Snapshot = {
  agentName: '',
  settings: { heartbeatMinutes: null, readahead: true },
  blocks: [],
  proposals: [],
  conversations: [],
  current: {
    conversation: data.conversation({ id: 'c1', title: '' }),
    messages: [],
    hasEarlier: false,
    windowMap: data.map,
    steps: [],
    partialReply: null,
    draft: '',
    versions: {},
  },
  documents: [],
  model: { state: 'none' },
  embedder: { state: 'asleep' },
  embeddingChange: null,
  intake: { paused: false, offers: [] },
  storage: initialState.storage,
};

function setUp() {
  let push: (push: AppPush) => void = () => {};
  const frames: (() => void)[] = [];
  const client: AppClient = {
    call: () => Promise.reject(new Error('Nobody answers here.')),
    subscribe: (listener) => {
      push = listener;
      return () => {};
    },
    close: () => {},
  };
  const store = createAppStore(client, (callback) => frames.push(callback));
  store.dispatch({ type: 'started', snapshot });
  let changes = 0;
  store.subscribe(() => {
    changes += 1;
  });
  const nextFrame = () => frames.splice(0).forEach((callback) => void callback());
  return { store, push: (it: AppPush) => push(it), nextFrame, changes: () => changes };
}

test('pieces of a reply are applied once a frame', () => {
  const { store, push, nextFrame, changes } = setUp();
  push({ type: 'run-start', ...run });
  const before = changes();
  for (const text of ['Two ', 'months', "' rent"]) push({ type: 'reply-delta', ...run, text });
  expect(changes()).toBe(before);
  nextFrame();
  expect(changes()).toBe(before + 1);
  expect(store.getState().runs.c1?.text).toBe("Two months' rent");
});

test('what is pushed after them finds them applied', () => {
  const { store, push, nextFrame } = setUp();
  push({ type: 'run-start', ...run });
  push({ type: 'reply-delta', ...run, text: 'Two' });
  push({ type: 'run-end', ...run, outcome: { type: 'stopped' } });
  expect(store.getState().view?.partialReply?.text).toBe('Two');
  nextFrame();
  expect(store.getState().runs).toEqual({});
});

test('a new run does not take the words of the one before', () => {
  const { store, push, nextFrame } = setUp();
  push({ type: 'run-start', ...run });
  push({ type: 'reply-delta', ...run, text: 'Old' });
  push({ type: 'run-end', ...run, outcome: { type: 'answered' } });
  push({ type: 'run-start', ...run, runId: 'r2' });
  push({ type: 'reply-delta', ...run, runId: 'r2', text: 'New' });
  nextFrame();
  expect(store.getState().runs.c1?.text).toBe('New');
});
