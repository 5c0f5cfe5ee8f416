import type { MemoryStore } from '../../src/kernel/memory-store.ts';
import type { Message } from '../../src/kernel/message.ts';
import { newConversation } from '../../src/kernel/new-conversation.ts';
import type { BenchMessage } from './bench-conversation.ts';

/** Messages of one commit. */
const BATCH = 1000;

/**
 * Stores everything that was said as the past of chat `id`: all of it is in recall, nothing in the window but
 * a summary. Returns the messages, for the index.
 */
export async function storeHistory(
  store: MemoryStore,
  said: readonly BenchMessage[],
  { id, agentId }: { readonly id: string; readonly agentId: string },
): Promise<Message[]> {
  const messages = said.map(
    (it, index): Message => ({
      id: it.id,
      conversationId: id,
      parentId: said[index - 1]?.id ?? null,
      runId: null,
      role: it.role,
      content: it.text,
      parts: [],
      text: it.text,
      createdAt: it.at,
      modelId: null,
    }),
  );
  const last = messages.at(-1);
  if (!last) throw new Error('Nothing was said.');
  for (let start = 0; start < messages.length; start += BATCH) {
    await store.commit({ messages: messages.slice(start, start + BATCH) });
  }
  const summary = {
    text: 'We talked for many months.',
    throughMessageId: last.id,
    label: 'm1',
    messages: messages.length,
    createdAt: last.createdAt,
    by: 'model' as const,
  };
  const labels = { passages: 0, messages: 1 };
  await store.commit({
    conversation: { ...newConversation(agentId, id, last.createdAt), headId: last.id, summary, labels },
  });
  return messages;
}
