import type { Message } from './message.ts';

export function markLeftOut({ leftOut: _, ...message }: Message, isLeftOut: boolean): Message {
  return isLeftOut ? { ...message, leftOut: true } : message;
}
