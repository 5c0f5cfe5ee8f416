import type { Message } from '../kernel/message.ts';
import type { Passage } from '../kernel/passage.ts';

/*
 * A text's owner is what it is removed together with. Passages and queue entries are indexed by it,
 * and word segments name it.
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

/** The document of an owner that is one. */
export function documentOf(owner: string): string | null {
  return nameAfter('document:', owner);
}

/** The conversation of an owner that is one. */
export function conversationOf(owner: string): string | null {
  return nameAfter('conversation:', owner);
}

function nameAfter(prefix: string, owner: string): string | null {
  return owner.startsWith(prefix) ? owner.slice(prefix.length) : null;
}
