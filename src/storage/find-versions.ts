import type { Message } from '../kernel/message.ts';

/**
 * For each message that has versions: the ids of all that follow the same message, oldest first.
 *
 * @param candidates among which they are, these messages included
 */
export function findVersions(
  messages: readonly Message[],
  candidates: readonly Message[],
): Record<string, readonly string[]> {
  const siblings = new Map<string, Message[]>();
  for (const message of messages) siblings.set(placeOf(message), []);
  for (const message of candidates) siblings.get(placeOf(message))?.push(message);
  const versions: Record<string, readonly string[]> = {};
  for (const message of messages) {
    const all = siblings.get(placeOf(message)) ?? [];
    if (all.length < 2) continue;
    versions[message.id] = all.toSorted((one, other) => one.createdAt - other.createdAt).map(({ id }) => id);
  }
  return versions;
}

/** Where in the tree a message stands: roots are versions of each other within one conversation only. */
function placeOf({ conversationId, parentId }: Message): string {
  return parentId === null ? `root of ${conversationId}` : `after ${parentId}`;
}
