import type { Message } from '../kernel/message.ts';
import type { Passage } from '../kernel/passage.ts';

/*
 * A text's owner is what it is removed together with. Passages, queue entries and vector segments are
 * indexed by it.
 */

/** The agent's and the person's notes together. */
export const notesOwner = 'notes';

export function documentOwner(documentId: string): string {
  return `document:${documentId}`;
}

export function conversationOwner(conversationId: string): string {
  return `conversation:${conversationId}`;
}

export function passageOwner(passage: Passage): string {
  return passage.documentId === null ? notesOwner : documentOwner(passage.documentId);
}

export function messageOwner(message: Message): string {
  return conversationOwner(message.conversationId);
}
