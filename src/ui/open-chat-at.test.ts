import { expect, test, vi } from 'vitest';
import type { AppBinding } from './app-context.ts';
import { openChatAt } from './open-chat-at.ts';

/** A chat of messages m0 to m999 that opens with its newest. */
function chatOf(total: number, opens = 'c1') {
  let view: unknown = null;
  const openChat = vi.fn(async (_id: string, limit = 0) => {
    const messages = Array.from({ length: total }, (_, index) => ({ id: `m${index}` })).slice(-limit);
    view = { conversation: { id: opens }, messages, hasEarlier: limit < total };
  });
  const app = { actions: { openChat }, store: { getState: () => ({ view }) } };
  return { openChat, app: app as unknown as Pick<AppBinding, 'actions' | 'store'> };
}

const limits = ({ openChat }: ReturnType<typeof chatOf>) => openChat.mock.calls.map(([, limit]) => limit);

test('a chat is opened back to the message, and no further', async () => {
  const chat = chatOf(1000);
  await openChatAt(chat.app, 'c1', 'm900');
  expect(limits(chat)).toEqual([200]);
  await openChatAt(chat.app, 'c1', 'm300');
  expect(limits(chat)).toEqual([200, 200, 800]);
});

test('a message that is not there ends the search with the chat', async () => {
  const chat = chatOf(1000);
  await openChatAt(chat.app, 'c1', 'gone');
  expect(limits(chat)).toEqual([200, 800, 3200]);
  const other = chatOf(1000, 'c2');
  await openChatAt(other.app, 'c1', 'm0');
  expect(limits(other)).toEqual([200]);
});
