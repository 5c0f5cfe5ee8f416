import type { LibraryDocument } from '../kernel/document.ts';

/** The document with its count of embedded passages, and the state that follows from it. */
export function embeddedBy(document: LibraryDocument, embedded: number): LibraryDocument {
  const searchable = document.state === 'searchable' || document.state === 'ready';
  if (!searchable) return { ...document, embedded };
  return { ...document, embedded, state: embedded >= document.passages ? 'ready' : 'searchable' };
}
