import type { ExpandedArchive } from '../documents/expand-archive.ts';
import type { DocumentProblem, LibraryDocument } from '../kernel/document.ts';
import type { Passage } from '../kernel/passage.ts';
import type { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { AppPush, DroppedFile } from './app-protocol.ts';
import { newId } from './new-id.ts';
import { readInWorker } from './supervised-reader.ts';

/** Largest file taken in, in bytes. */
const LARGEST_FILE = 100 * 1024 * 1024;

export interface DocumentIntakeDependencies {
  readonly library: LibraryStore;
  readonly search: Pick<HybridMemorySearch, 'passagesAdded'>;
  readonly push: (push: AppPush) => void;
  /** A document became searchable by words. */
  readonly onSearchable: (document: LibraryDocument, conversationId: string | null) => Promise<void>;
}

/**
 * Takes documents in: the original is kept first, then read in a worker, then its passages are stored and
 * searchable by words, all before the embedder is asked for. Files are read one at a time, in order.
 */
export class DocumentIntake {
  readonly #deps: DocumentIntakeDependencies;
  #reading: Promise<void> = Promise.resolve();

  constructor(deps: DocumentIntakeDependencies) {
    this.#deps = deps;
  }

  /** Keeps each file's original, or says why not; rejects with `StorageError` when there is no room. */
  async add(files: readonly DroppedFile[], conversationId: string): Promise<void> {
    for (const file of files) {
      const refusal = await this.#keep(file, conversationId);
      if (refusal) this.#deps.push({ type: 'file-refused', name: file.name, message: refusal });
    }
  }

  /** Reads a kept original again; with the password that it asked for, which is not kept. */
  async retry(id: string, password?: string): Promise<void> {
    const document = await this.#deps.library.document(id);
    if (!document) return;
    const reading: LibraryDocument = { ...document, state: 'reading', problem: null };
    await this.#update(reading);
    this.#enqueue(reading, null, password);
  }

  /** Goes on with what the end of the page interrupted. */
  async resume(): Promise<void> {
    for (const document of await this.#deps.library.documents()) {
      if (document.state === 'reading') this.#enqueue(document, null);
    }
  }

  async #keep({ name, bytes }: DroppedFile, conversationId: string | null): Promise<string | null> {
    if (bytes.byteLength > LARGEST_FILE) {
      return `${name} is larger than 100 MB. Nothing of it was kept. Split it and drop the parts.`;
    }
    const sha256 = await hash(bytes);
    const known = await this.#deps.library.documentBySha256(sha256);
    if (known) return `${name} is in your library already, as ${known.name}.`;
    const document: LibraryDocument = {
      id: newId(),
      name,
      format: 'unknown',
      bytes: bytes.byteLength,
      sha256,
      addedAt: Date.now(),
      state: 'reading',
      pages: null,
      passages: 0,
      embedded: 0,
      problem: null,
    };
    await this.#deps.library.addDocument(document, bytes);
    this.#deps.push({ type: 'document-changed', document });
    this.#enqueue(document, conversationId);
    return null;
  }

  #enqueue(document: LibraryDocument, conversationId: string | null, password?: string): void {
    this.#reading = this.#reading
      .then(() => this.#read(document, conversationId, password))
      .catch((error) => this.#fail(document, { code: 'storage-full', message: messageOf(error) }))
      .catch((error) => this.#deps.push({ type: 'notice', message: messageOf(error) }));
  }

  async #read(document: LibraryDocument, conversationId: string | null, password?: string): Promise<void> {
    const { library, search, push, onSearchable } = this.#deps;
    const bytes = await library.documentBytes(document.id);
    // Removed while it waited.
    if (!bytes || !(await library.document(document.id))) return;
    const file = { name: document.name, bytes, ...(password !== undefined && { password }) };
    const result = await readInWorker(file, ({ page, pages }) =>
      push({ type: 'document-progress', id: document.id, page, pages }),
    );
    if (!result.ok) return this.#fail(document, result.problem);
    if ('archive' in result) return this.#expand(document, result.archive, conversationId);
    const { format, text, pages, problem } = result.document;
    const passages: Passage[] = result.passages.map((draft) => ({
      ...draft,
      id: newId(),
      documentId: document.id,
      createdAt: document.addedAt,
      runId: null,
    }));
    const searchable: LibraryDocument = {
      ...document,
      format,
      problem,
      state: 'searchable',
      pages: pages?.length ?? null,
      passages: passages.length,
      embedded: 0,
    };
    await library.storeExtraction(searchable, { text, pages }, passages);
    search.passagesAdded(passages);
    push({ type: 'document-changed', document: searchable });
    await onSearchable(searchable, conversationId);
  }

  /**
   * The documents in an archive become documents of their own, and then the archive is no longer kept. Were
   * this interrupted, the archive is read again, and those that were taken out are known by their hash.
   */
  async #expand(
    archive: LibraryDocument,
    { files, refused }: ExpandedArchive,
    conversationId: string | null,
  ): Promise<void> {
    for (const { name, bytes } of files) {
      const refusal = await this.#keep({ name, bytes: bytes.buffer }, conversationId);
      if (refusal) this.#deps.push({ type: 'file-refused', name, message: refusal });
    }
    for (const { name, message } of refused) this.#deps.push({ type: 'file-refused', name, message });
    await this.#discard(archive);
  }

  /** A file that is no document is not kept; any other stays, with what to do. */
  async #fail(document: LibraryDocument, problem: DocumentProblem): Promise<void> {
    if (problem.code !== 'unsupported') return this.#update({ ...document, state: 'failed', problem });
    await this.#discard(document);
    this.#deps.push({ type: 'file-refused', name: document.name, message: problem.message });
  }

  async #discard({ id }: LibraryDocument): Promise<void> {
    await this.#deps.library.removeDocument(id);
    this.#deps.push({ type: 'document-removed', id });
  }

  async #update(document: LibraryDocument): Promise<void> {
    await this.#deps.library.updateDocument(document);
    this.#deps.push({ type: 'document-changed', document });
  }
}

async function hash(bytes: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
