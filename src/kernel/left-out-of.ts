import type { MemoryStore } from './memory-store.ts';
import type { Message } from './message.ts';
import type { Epoch } from './trace.ts';

/** What an epoch over this queue leaves out: messages that are not to be remembered, and results that quote such. */
export async function leftOutOf(
  queue: readonly Message[],
  store: MemoryStore,
): Promise<Pick<Epoch, 'leftOut' | 'quoting'>> {
  const leftOut = queue.filter((message) => message.leftOut).map(({ id }) => id);
  const found = new Map(queue.map((message) => [message.id, foundMessages(message)]));
  const messages = await store.messages([...new Set([...found.values()].flat())]);
  const marked = new Set(messages.filter((message) => message.leftOut).map(({ id }) => id));
  const quoting = [...found].filter(([, ids]) => ids.some((id) => marked.has(id))).map(([id]) => id);
  return { ...(leftOut.length > 0 && { leftOut }), ...(quoting.length > 0 && { quoting }) };
}

function foundMessages({ parts }: Message): string[] {
  return parts
    .flatMap((part) => (part.type === 'function_result' || part.type === 'readahead' ? part.hits : []))
    .filter((hit) => hit.kind === 'message')
    .map((hit) => hit.id);
}
