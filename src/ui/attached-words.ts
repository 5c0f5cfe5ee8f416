import type { Conversation } from '../kernel/conversation.ts';
import type { LibraryDocument } from '../kernel/document.ts';
import { formatCount, formatNumber } from './format-count.ts';

/** Of the documents that were chosen for a chat, those that are in the library; `null` for all, also later ones. */
export function chosenDocuments(
  attached: Conversation['attached'],
  documents: readonly LibraryDocument[],
): readonly LibraryDocument[] | null {
  if (!attached) return null;
  return documents.filter(({ id }) => attached.includes(id));
}

/** "All documents", "3 documents", "No documents". */
export function describeAttached(chosen: readonly LibraryDocument[] | null): string {
  if (chosen === null) return 'All documents';
  return chosen.length === 0 ? 'No documents' : formatCount(chosen.length, 'document');
}

/** "Searched in 3 of 6 chats"; nothing where every chat searches the document. */
export function describeChats(documentId: string, conversations: readonly Conversation[]): string {
  const chats = conversations.filter(({ deletedAt }) => !deletedAt);
  const searching = chats.filter(({ attached }) => !attached || attached.includes(documentId));
  if (searching.length === chats.length) return '';
  if (searching.length === 0) return 'Searched in no chat';
  return `Searched in ${formatNumber(searching.length)} of ${formatCount(chats.length, 'chat')}`;
}
