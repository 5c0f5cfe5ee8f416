import type { Message } from '../kernel/message.ts';

/**
 * What search finds a message by. Empty for function results, alerts and the like, which say nothing, and for what
 * another version took the place of.
 */
export function saidText({ text, abandoned }: Pick<Message, 'text' | 'abandoned'>): string {
  return abandoned ? '' : text;
}
