import type { Message } from '../kernel/message.ts';

/**
 * What search finds a message by. Empty for function results, alerts and the like, which say nothing, and for what
 * another version took the place of, what is not to be remembered, or what repeats a message of another chat.
 */
export function saidText({
  text,
  abandoned,
  copyOf,
  leftOut,
}: Pick<Message, 'text' | 'abandoned' | 'copyOf' | 'leftOut'>): string {
  return abandoned || leftOut || copyOf !== undefined ? '' : text;
}
