import type { LibraryDocument } from '../kernel/document.ts';
import type { Passage } from '../kernel/passage.ts';
import type { Database } from './database.ts';
import { keepVectorsOf, queuedTexts, requeueAll } from './dexie-queue.ts';
import { giveUpTexts, storeVectors } from './dexie-vectors.ts';
import { documentGone } from './document-gone.ts';
import { HandedOutTexts } from './handed-out-texts.ts';
import { forgetOwner, indexChangedTexts, indexTables } from './indexed-texts.ts';
import type { DocumentText, LibraryStore, QueuedText, StoredVector, VectorModels } from './library-store.ts';
import { newestFirst } from './newest-first.ts';
import { passageContext } from './passage-context.ts';
import { toPassageRow } from './passage-row.ts';
import { guardRead, guardWrite } from './storage-failure.ts';
import { documentOwner } from './text-owners.ts';
import { readVectorModels } from './vector-models.ts';

/** Documents, passages, queue and vectors on IndexedDB. */
export class DexieLibraryStore implements LibraryStore {
  readonly #db: Database;
  readonly #handedOut = new HandedOutTexts();

  constructor(db: Database) {
    this.#db = db;
  }

  documents(): Promise<LibraryDocument[]> {
    return guardRead(async () => newestFirst(await this.#db.documents.toArray(), (each) => each.addedAt));
  }

  document(id: string): Promise<LibraryDocument | null> {
    return guardRead(async () => (await this.#db.documents.get(id)) ?? null);
  }

  documentBySha256(sha256: string): Promise<LibraryDocument | null> {
    return guardRead(async () => (await this.#db.documents.where('sha256').equals(sha256).first()) ?? null);
  }

  addDocument(document: LibraryDocument, bytes: ArrayBuffer): Promise<void> {
    const { documents, document_files } = this.#db;
    return guardWrite(() =>
      this.#db.transaction('rw', [documents, document_files], async () => {
        await documents.put(document);
        await document_files.put({ id: document.id, bytes });
      }),
    );
  }

  changeDocument(
    id: string,
    change: (document: LibraryDocument) => LibraryDocument | null,
  ): Promise<LibraryDocument | null> {
    const { documents } = this.#db;
    return guardWrite(() =>
      this.#db.transaction('rw', documents, async () => {
        const before = await documents.get(id);
        const document = before === undefined ? null : change(before);
        if (document !== null) await documents.put(document);
        return document;
      }),
    );
  }

  storeExtraction(
    document: LibraryDocument,
    text: DocumentText,
    passages: readonly Passage[],
  ): Promise<void> {
    const db = this.#db;
    const tables = [db.documents, db.document_texts, db.passages, ...indexTables(db)];
    return guardWrite(() =>
      db.transaction('rw', tables, async () => {
        if ((await db.documents.get(document.id)) === undefined) throw documentGone(document.name);
        await this.#removePassages(document.id);
        await db.documents.put(document);
        await db.document_texts.put({ id: document.id, ...text });
        await db.passages.bulkPut(passages.map(toPassageRow));
        const owner = documentOwner(document.id);
        const texts = passages.map((passage) => ({
          id: passage.id,
          owner,
          text: passageContext(passage),
          replaces: false,
        }));
        await indexChangedTexts(db, 'passage', texts);
      }),
    );
  }

  documentText(id: string): Promise<DocumentText | null> {
    return guardRead(async () => {
      const row = await this.#db.document_texts.get(id);
      if (row === undefined) return null;
      const { text, pages, headings } = row;
      return { text, pages, ...(headings !== undefined && { headings }) };
    });
  }

  documentBytes(id: string): Promise<ArrayBuffer | null> {
    return guardRead(async () => (await this.#db.document_files.get(id))?.bytes ?? null);
  }

  removeDocument(id: string): Promise<void> {
    const db = this.#db;
    const rows = [db.documents, db.document_files, db.document_texts];
    return guardWrite(() =>
      db.transaction('rw', [...rows, db.passages, ...indexTables(db)], async () => {
        await this.#removePassages(id);
        for (const table of rows) await table.delete(id);
      }),
    );
  }

  queuedTexts(limit: number): Promise<QueuedText[]> {
    return guardWrite(() => queuedTexts(this.#db, this.#handedOut, limit));
  }

  queueLength(): Promise<number> {
    return guardRead(() => this.#db.embed_queue.count());
  }

  storeVectors(modelId: string, vectors: readonly StoredVector[]): Promise<LibraryDocument[]> {
    return guardWrite(() => storeVectors(this.#db, this.#handedOut, modelId, vectors));
  }

  giveUpTexts(texts: readonly Pick<QueuedText, 'kind' | 'id'>[]): Promise<LibraryDocument[]> {
    return guardWrite(() => giveUpTexts(this.#db, this.#handedOut, texts));
  }

  vectorModels(): Promise<VectorModels | null> {
    const { settings, segment_facts } = this.#db;
    return guardRead(() =>
      this.#db.transaction('r', [settings, segment_facts], () => readVectorModels(this.#db)),
    );
  }

  requeueAll(modelId: string): Promise<void> {
    return guardWrite(() => requeueAll(this.#db, modelId));
  }

  keepVectorsOf(modelId: string): Promise<number> {
    return guardWrite(() => keepVectorsOf(this.#db, modelId));
  }

  async #removePassages(documentId: string): Promise<void> {
    const owner = documentOwner(documentId);
    const rows = this.#db.passages.where('owner').equals(owner);
    const ids = await rows.primaryKeys();
    if (ids.length === 0) return;
    await rows.delete();
    await forgetOwner(this.#db, 'passage', owner, ids);
  }
}
