import { expect, test } from 'vitest';
import { initialState, reduceApp } from './app-state.ts';
import { chosenDocuments, describeAttached, describeChats } from './attached-words.ts';
import * as data from './gallery-data.fixture.ts';

const words = (attached: readonly string[] | null | undefined) =>
  describeAttached(chosenDocuments(attached ?? undefined, data.documents));

test('what a chat searches, by what is still in the library', () => {
  expect(words(undefined)).toBe('All documents');
  expect(words(['lease', 'memgpt_paper.pdf', 'gone'])).toBe('2 documents');
  expect(words(['lease'])).toBe('1 document');
  expect(words(['gone'])).toBe('No documents');
  expect(chosenDocuments(null, data.documents)).toBeNull();
});

test('in how many chats a document is searched, unless it is all of them', () => {
  const [first, second, third] = data.conversations;
  if (!first || !second || !third) throw new Error('There are too few chats.');
  const chats = [first, { ...second, attached: ['lease'] }, { ...third, attached: [] }];
  expect(describeChats('lease', chats)).toBe('Searched in 2 of 3 chats');
  expect(describeChats('lease', chats.slice(0, 2))).toBe('');
  expect(describeChats('other', chats.slice(1))).toBe('Searched in no chat');
  expect(describeChats('lease', [first, { ...third, attached: [], deletedAt: data.now }])).toBe('');
});

test('what is chosen for a chat counts for that chat alone, listed or open', () => {
  const [first, second] = data.conversations;
  if (!first || !second) throw new Error('There are too few chats.');
  const view = {
    conversation: first,
    messages: [],
    hasEarlier: false,
    windowMap: data.map,
    steps: [],
    partialReply: null,
    draft: '',
    versions: {},
  };
  const state = { ...initialState, conversations: [first, second], view };
  const chosen = { conversationId: first.id, documentIds: ['lease'] };
  const next = reduceApp(state, { type: 'attached', ...chosen });
  expect(next.conversations.map(({ attached }) => attached)).toEqual([['lease'], undefined]);
  expect(next.view?.conversation.attached).toEqual(['lease']);
  const all = reduceApp(next, { type: 'attached', ...chosen, documentIds: null });
  expect(words(all.view?.conversation.attached)).toBe('All documents');
});
