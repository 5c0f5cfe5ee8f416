import type { LibraryDocument } from '../kernel/document.ts';
import type { DocumentHeading } from '../kernel/document-heading.ts';
import type { DocumentLibrary } from '../kernel/document-library.ts';
import type { LibraryStore } from './library-store.ts';

/** What the agent may know of the library, read from its rows. Rejects with `StorageError`. */
export class StoredLibrary implements DocumentLibrary {
  readonly #library: Pick<LibraryStore, 'documents' | 'documentText'>;

  constructor(library: Pick<LibraryStore, 'documents' | 'documentText'>) {
    this.#library = library;
  }

  async documents(): Promise<LibraryDocument[]> {
    const documents = await this.#library.documents();
    return documents.filter(({ state }) => state === 'searchable' || state === 'ready');
  }

  async outline(documentId: string, most: number): Promise<string[]> {
    const stored = await this.#library.documentText(documentId);
    if (stored === null) return [];
    const { text, headings = [] } = stored;
    const told = headings
      .map((heading) => ({ ...heading, words: plainWords(text.slice(heading.start, heading.end)) }))
      .filter(({ words }) => words !== '');
    return outermost(told, most).map(({ words }) => words);
  }
}

/** The first so many headings of the outermost levels, in their order. */
function outermost<Heading extends DocumentHeading>(headings: readonly Heading[], most: number): Heading[] {
  const chosen = headings.toSorted((one, other) => one.level - other.level).slice(0, Math.max(0, most));
  return chosen.sort((one, other) => one.start - other.start);
}

function plainWords(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
