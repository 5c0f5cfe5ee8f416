import type { Page } from 'playwright';
import type { Message } from '../../src/kernel/message.ts';
import { markdownAnswer } from './ui-answer.ts';

/** Writes a chat of so many messages into the open app's database, as its current chat; it shows after a reload. */
export async function writeLongChat(page: Page, count: number): Promise<void> {
  const answers = Array.from({ length: 40 }, (_, at) => markdownAnswer(120 + ((at * 397) % 1100)));
  await page.evaluate(fill, { count, answers });
}

/** Runs in the page. */
async function fill({ count, answers }: { count: number; answers: readonly string[] }): Promise<void> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await done(indexedDB.open('pagefile'));
  const transaction = database.transaction(['conversations', 'messages'], 'readwrite');
  const conversations = transaction.objectStore('conversations');
  const [conversation] = await done(conversations.getAll());
  const begun = Date.now() - count * 60_000;
  const messages = transaction.objectStore('messages');
  for (let at = 0; at < count; at++) {
    const asks = at % 2 === 0;
    const text = asks ? `Question ${at / 2 + 1}: what of it?` : (answers[at % answers.length] ?? '');
    const createdAt = begun + at * 60_000;
    const message: Message = {
      id: `long-${at}`,
      conversationId: conversation.id,
      parentId: at === 0 ? null : `long-${at - 1}`,
      runId: `run-${at >> 1}`,
      role: asks ? 'user' : 'assistant',
      content: text,
      parts: asks
        ? [{ type: 'user_message', text, at: createdAt }]
        : [
            {
              type: 'call',
              thought: '',
              functionName: 'send_message',
              arguments: {},
              reply: text,
              citations: [],
            },
          ],
      text,
      createdAt,
      modelId: 'bench',
    };
    messages.put(message);
  }
  conversations.put({
    ...conversation,
    headId: `long-${count - 1}`,
    title: 'A long chat',
    updatedAt: Date.now(),
  });
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = () => reject(transaction.error);
  });
  database.close();
}
