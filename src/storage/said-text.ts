import type { Message } from '../kernel/message.ts';

/**
 * What search finds a message by. Empty for function results, alerts and the like, which say nothing, and for what
 * another version took the place of, or what repeats a message of another chat.
 */
export function saidText({
  text,
  abandoned,
  copyOf,
}: Pick<Message, 'text' | 'abandoned' | 'copyOf'>): string {
  return abandoned || copyOf !== undefined ? '' : text;
}
