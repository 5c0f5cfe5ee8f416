import { expect, test } from 'vitest';
import { type AppAction, type AppState, initialState, reduceApp } from './app-state.ts';
import * as data from './gallery-data.fixture.ts';

const chat = (id: string, updatedAt: number, more: Parameters<typeof data.conversation>[0] | object = {}) =>
  data.conversation({ id, title: id, updatedAt, ...more });
const [a, b, c] = [chat('a', 3), chat('b', 2), chat('c', 1)] as const;
const listed: AppState = { ...initialState, conversations: [a, b, c] };
const ids = (state: AppState) => state.conversations.map(({ id }) => id);
const reduce = (state: AppState, ...actions: readonly AppAction[]) => actions.reduce(reduceApp, state);
const changed = (conversation: typeof a): AppAction => ({
  type: 'pushed',
  push: { type: 'conversation-changed', conversation },
});
const deleted: AppAction = { type: 'chats', change: { type: 'deleted', chat: b } };

test('a chat that is used again comes first; one that is renamed stays in its place', () => {
  expect(ids(reduce(listed, changed({ ...c, updatedAt: 9 })))).toEqual(['c', 'a', 'b']);
  const renamed = reduce(listed, changed({ ...b, title: 'Other' }));
  expect(ids(renamed)).toEqual(['a', 'b', 'c']);
  expect(renamed.conversations[1]?.title).toBe('Other');
});

test('temporary chats, and what the worker marked as deleted, are never listed', () => {
  const temporary = chat('t', 9, { temporary: true });
  expect(ids(reduce(listed, changed(temporary)))).toEqual(['a', 'b', 'c']);
  expect(ids(reduce(listed, changed({ ...b, deletedAt: 5 })))).toEqual(['a', 'c']);
});

test('what is deleted is gone at once, whatever the worker still says of it', () => {
  const gone = reduce(listed, deleted, changed({ ...b, updatedAt: 9 }));
  expect(ids(gone)).toEqual(['a', 'c']);
  expect(gone.deletedChat).toEqual({ chat: b, wasOpen: false, isStored: false });
  const stored = reduce(gone, { type: 'chats', change: { type: 'stored', id: 'b' } });
  expect(stored.deletedChat?.isStored).toBe(true);
});

test('what is brought back stands where it stood; an earlier end of the offer leaves a later one alone', () => {
  const restored = reduce(listed, deleted, { type: 'chats', change: { type: 'restored', chat: b } });
  expect(ids(restored)).toEqual(['a', 'b', 'c']);
  expect(restored.deletedChat).toBeNull();
  const later = reduce(listed, deleted, { type: 'chats', change: { type: 'deleted', chat: c } });
  const over = (id: string): AppAction => ({ type: 'chats', change: { type: 'gone', id } });
  expect(reduce(later, over('b')).deletedChat?.chat.id).toBe('c');
  expect(reduce(later, over('c')).deletedChat).toBeNull();
});
