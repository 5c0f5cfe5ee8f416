import type { Conversation } from '../kernel/conversation.ts';

/** Whether a chat is shown in no list and kept by no start: it is marked as deleted, or temporary. */
export function passes({ deletedAt, temporary }: Conversation): boolean {
  return (deletedAt ?? null) !== null || temporary === true;
}
