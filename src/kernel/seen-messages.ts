import type { Message } from './message.ts';

/** Ids of the messages that are in the window and need no finding, and of those that they repeat. */
export function seenMessages(queue: readonly Message[]): ReadonlySet<string> {
  return new Set(queue.flatMap(({ id, copyOf }) => (copyOf === undefined ? id : [id, copyOf])));
}
