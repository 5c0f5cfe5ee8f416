import type { LibraryDocument } from '../kernel/document.ts';

/** The document with its count of embedded passages, and the state that follows from it; then nothing is put off. */
export function embeddedBy(document: LibraryDocument, embedded: number): LibraryDocument {
  const searchable = document.state === 'searchable' || document.state === 'ready';
  if (!searchable) return { ...document, embedded };
  if (embedded < document.passages) return { ...document, embedded, state: 'searchable' };
  const { isEmbeddingPaused: _, ...ready } = document;
  return { ...ready, embedded, state: 'ready' };
}
