import type { Message } from './message.ts';

/** Runs whose edits belong to these messages. What a copy repeats was written for the chat in which it was said. */
export function ownRuns(messages: readonly Message[]): string[] {
  return messages.filter(({ copyOf }) => copyOf === undefined).flatMap(({ runId }) => runId ?? []);
}
