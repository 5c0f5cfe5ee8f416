import type { Conversation, Summary } from './conversation.ts';
import { clip, extractiveSummary } from './extractive-summary.ts';
import type { Message } from './message.ts';
import { charactersWithin, type WindowBudget } from './window-budget.ts';

/**
 * How many of the oldest messages leave the queue: until at least half of its tokens are out and `tokensOver`
 * as well, but never the last exchange, and so that what stays begins with a packed message.
 * 0 when nothing may leave.
 */
export function chooseEvicted(
  queue: readonly Message[],
  tokens: readonly number[],
  tokensOver: number,
): number {
  const total = tokens.reduce((sum, it) => sum + it, 0);
  const wanted = Math.max(total / 2, tokensOver);
  const most = lastExchangeStart(queue);
  let freed = 0;
  for (let count = 0; count < most; count++) {
    if (freed >= wanted && queue[count]?.role === 'user') return count;
    freed += tokens[count] ?? 0;
  }
  return most;
}

/** Where the last thing that the person said, and all that followed it, begins. */
function lastExchangeStart(queue: readonly Message[]): number {
  for (let index = queue.length - 1; index >= 0; index--) {
    if (queue[index]?.parts.some((part) => part.type === 'user_message')) return index;
  }
  return Math.max(0, queue.length - 1);
}

/**
 * The recursive summary for everything up to the last of `evicted` (not empty): the one that the memory turn
 * prepared, else an extract. Both take in the earlier summary.
 */
export function summariseEvicted(
  conversation: Conversation,
  evicted: readonly Message[],
  budget: WindowBudget,
  now: number,
): Summary {
  const last = evicted.at(-1);
  if (!last) throw new Error('A flush evicted nothing.');
  const { summary, preparedSummary } = conversation;
  return {
    text: preparedSummary
      ? clip(preparedSummary, charactersWithin(budget.summary))
      : extractiveSummary(summary?.text ?? null, evicted, budget.summary),
    throughMessageId: last.id,
    label: `m${conversation.labels.messages + 1}`,
    messages: (summary?.messages ?? 0) + evicted.length,
    createdAt: now,
    by: preparedSummary ? 'model' : 'extractive',
  };
}
