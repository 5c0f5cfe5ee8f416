import { expect, test } from 'vitest';
import * as data from './gallery-data.fixture.ts';
import { groupChats } from './group-chats.ts';

const day = 86_400_000;
const chat = (id: string, daysAgo: number, pinned = false) =>
  data.conversation({ id, title: id, updatedAt: data.now - daysAgo * day, pinned });
const groups = (...chats: ReturnType<typeof chat>[]) =>
  groupChats(chats, data.now).map(({ label, chats: it }) => [label, it.map(({ id }) => id)]);

test('chats stand under when they were last used, newest first', () => {
  expect(groups(chat('old', 200), chat('b', 1), chat('a', 0), chat('c', 6), chat('d', 20))).toEqual([
    ['Today', ['a']],
    ['Yesterday', ['b']],
    ['Previous 7 days', ['c']],
    ['Previous 30 days', ['d']],
    ['May 2026', ['old']],
  ]);
});

test('pinned ones stand above, however old they are', () => {
  expect(groups(chat('a', 0), chat('p', 90, true), chat('q', 2, true))).toEqual([
    ['Pinned', ['q', 'p']],
    ['Today', ['a']],
  ]);
  expect(groups()).toEqual([]);
});
