import type { Message } from './message.ts';

/**
 * What branches take over when messages go for good: of those that repeat one of them the first is from now on
 * what search finds, and the others repeat that.
 *
 * @param messages of all branches, in the order in which they were made
 * @param gone ids of the messages that go
 * @returns the messages that change
 */
export function inheritCopies(messages: readonly Message[], gone: ReadonlySet<string>): Message[] {
  const copies = messages.filter(({ copyOf }) => copyOf !== undefined && gone.has(copyOf));
  // One that another version took the place of can't stand in for what was said, unless no other can.
  const inOrder = [...copies.filter((it) => !it.abandoned), ...copies.filter((it) => it.abandoned)];
  const heirs = new Map<string | undefined, string>();
  return inOrder.map(({ copyOf, ...own }) => {
    const heir = heirs.get(copyOf);
    if (heir !== undefined) return { ...own, copyOf: heir };
    heirs.set(copyOf, own.id);
    return own;
  });
}
