import type { Conversation } from './conversation.ts';
import type { ArchivalSpan } from './memory-search.ts';

/** What a chat searches of archival: the documents attached to it and every note; all where nothing was chosen. */
export function archivalSpan({ attached }: Conversation): { readonly within?: ArchivalSpan } {
  return attached ? { within: { documentIds: attached, notes: true } } : {};
}

/** Whether a chat searches a document. */
export function isAttached(documentId: string, { attached }: Pick<Conversation, 'attached'>): boolean {
  return !attached || attached.includes(documentId);
}
