import type { Message } from './message.ts';

/**
 * Whether what the person said last got no answer, nor a word about why. What was said while no model was loaded
 * waits for none.
 *
 * @param path its end, oldest first
 */
export function isLeftUnanswered(path: readonly Message[]): boolean {
  const asked = path.findLastIndex((message) => message.parts.some((part) => part.type === 'user_message'));
  if (asked < 0 || path[asked]?.modelId === null) return false;
  const since = path.slice(asked + 1).flatMap((message) => message.parts);
  return !since.some(
    (part) =>
      part.type === 'search_answer' ||
      part.type === 'run_interrupted' ||
      (part.type === 'call' && part.reply !== null),
  );
}
