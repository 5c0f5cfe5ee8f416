import type { LibraryDocument } from '../kernel/document.ts';
import type { Passage } from '../kernel/passage.ts';
import { documentGone } from './document-gone.ts';
import { embeddedBy } from './embedded-count.ts';
import type { DocumentText, LibraryStore, QueuedText, StoredVector, VectorModels } from './library-store.ts';
import { newestFirst } from './newest-first.ts';
import { passageContext } from './passage-context.ts';
import { saidText } from './said-text.ts';
import { guardWrite } from './storage-failure.ts';
import { textKey } from './text-key.ts';
import type { TransientDatabase } from './transient-database.ts';

/** Documents, passages, queue and vectors where there is no IndexedDB: gone when the tab closes. */
export class TransientLibraryStore implements LibraryStore {
  readonly #db: TransientDatabase;

  constructor(db: TransientDatabase) {
    this.#db = db;
  }

  async documents(): Promise<LibraryDocument[]> {
    return newestFirst(this.#db.documents.values(), (document) => document.addedAt);
  }

  async document(id: string): Promise<LibraryDocument | null> {
    return this.#db.documents.get(id) ?? null;
  }

  async documentBySha256(sha256: string): Promise<LibraryDocument | null> {
    return [...this.#db.documents.values()].find((document) => document.sha256 === sha256) ?? null;
  }

  addDocument(document: LibraryDocument, bytes: ArrayBuffer): Promise<void> {
    return guardWrite(async () => {
      this.#db.documentFiles.set(document.id, structuredClone(bytes));
      this.#db.documents.set(document.id, structuredClone(document));
    });
  }

  changeDocument(
    id: string,
    change: (document: LibraryDocument) => LibraryDocument | null,
  ): Promise<LibraryDocument | null> {
    return guardWrite(async () => {
      const before = this.#db.documents.get(id);
      const document = before === undefined ? null : change(before);
      if (document !== null) this.#db.documents.set(id, structuredClone(document));
      return document;
    });
  }

  storeExtraction(
    document: LibraryDocument,
    text: DocumentText,
    passages: readonly Passage[],
  ): Promise<void> {
    return guardWrite(async () => {
      if (!this.#db.documents.has(document.id)) throw documentGone(document.name);
      const cloned = structuredClone({ document, text, passages });
      this.#removePassages(document.id);
      this.#db.documents.set(document.id, cloned.document);
      this.#db.documentTexts.set(document.id, cloned.text);
      for (const passage of cloned.passages) {
        this.#db.passages.set(passage.id, passage);
        if (passageContext(passage) !== '') this.#db.enqueue({ kind: 'passage', id: passage.id });
      }
    });
  }

  async documentText(id: string): Promise<DocumentText | null> {
    return this.#db.documentTexts.get(id) ?? null;
  }

  async documentBytes(id: string): Promise<ArrayBuffer | null> {
    // A copy: whoever asks may transfer it to another thread.
    return this.#db.documentFiles.get(id)?.slice(0) ?? null;
  }

  async removeDocument(id: string): Promise<void> {
    this.#removePassages(id);
    this.#db.documents.delete(id);
    this.#db.documentFiles.delete(id);
    this.#db.documentTexts.delete(id);
  }

  async queuedTexts(limit: number): Promise<QueuedText[]> {
    return this.#db
      .queue()
      .filter((entry) => !this.#isPassedOver(entry))
      .slice(0, limit)
      .map((entry) => {
        this.#db.handedOut.handOut(entry, entry.place);
        return { kind: entry.kind, id: entry.id, text: this.#textOf(entry) };
      });
  }

  async queueLength(): Promise<number> {
    return this.#db.queue().length;
  }

  storeVectors(modelId: string, vectors: readonly StoredVector[]): Promise<LibraryDocument[]> {
    return guardWrite(async () => {
      const stored = this.#db.vectors.get(modelId) ?? new Map<string, StoredVector>();
      this.#db.vectors.set(modelId, stored);
      const answered = this.#takeOut(structuredClone(vectors));
      for (const { kind, id, vector } of answered) stored.set(textKey({ kind, id }), { kind, id, vector });
      return this.#countOnDocuments(answered);
    });
  }

  async giveUpTexts(texts: readonly Pick<QueuedText, 'kind' | 'id'>[]): Promise<LibraryDocument[]> {
    return this.#countOnDocuments(this.#takeOut(texts));
  }

  async vectorModels(): Promise<VectorModels | null> {
    if (this.#db.vectorModels !== null) return this.#db.vectorModels;
    const [modelId] = this.#db.vectors.keys();
    return modelId === undefined ? null : { searched: modelId, queued: modelId };
  }

  async requeueAll(modelId: string): Promise<void> {
    const searched = (await this.vectorModels())?.searched ?? modelId;
    this.#dropVectors((model) => model !== modelId && model !== searched);
    this.#db.vectorModels = { searched, queued: modelId };
    const vectors = this.#db.vectors.get(modelId);
    for (const entry of this.#db.queue()) if (vectors?.has(textKey(entry))) this.#db.dequeue(entry);
    const counts = new Map<string, number>();
    for (const passage of this.#db.passages.values()) {
      const { id, documentId } = passage;
      const embedded = vectors?.has(textKey({ kind: 'passage', id }));
      if (embedded && documentId !== null) counts.set(documentId, (counts.get(documentId) ?? 0) + 1);
      if (!embedded && passageContext(passage) !== '') this.#db.enqueue({ kind: 'passage', id });
    }
    for (const message of this.#db.messages.values()) {
      const { id } = message;
      const embedded = vectors?.has(textKey({ kind: 'message', id }));
      if (saidText(message) !== '' && !embedded) this.#db.enqueue({ kind: 'message', id });
    }
    for (const document of this.#db.documents.values()) {
      this.#db.documents.set(document.id, embeddedBy(document, counts.get(document.id) ?? 0));
    }
  }

  async keepVectorsOf(modelId: string): Promise<number> {
    this.#db.vectorModels = { searched: modelId, queued: modelId };
    return this.#dropVectors((model) => model !== modelId);
  }

  /** Returns the bytes that the dropped vectors took. */
  #dropVectors(drops: (modelId: string) => boolean): number {
    const dropped = [...this.#db.vectors].filter(([modelId]) => drops(modelId));
    for (const [modelId] of dropped) this.#db.vectors.delete(modelId);
    const vectors = dropped.flatMap(([, stored]) => [...stored.values()]);
    const { BYTES_PER_ELEMENT: scaleBytes } = Float32Array;
    return vectors.reduce(
      (sum, { vector: { values, residual } }) =>
        sum + values.byteLength + (residual?.byteLength ?? 0) + scaleBytes,
      0,
    );
  }

  #isPassedOver({ kind, id }: Pick<QueuedText, 'kind' | 'id'>): boolean {
    const documentId = kind === 'passage' ? this.#db.passages.get(id)?.documentId : null;
    return documentId ? this.#db.documents.get(documentId)?.isEmbeddingPaused === true : false;
  }

  #textOf({ kind, id }: Pick<QueuedText, 'kind' | 'id'>): string {
    if (kind === 'message') return this.#db.messages.get(id)?.text ?? '';
    const passage = this.#db.passages.get(id);
    return passage === undefined ? '' : passageContext(passage);
  }

  /** Takes texts out of the queue; returns those that were in it, in the form in which they were handed out. */
  #takeOut<Text extends Pick<QueuedText, 'kind' | 'id'>>(texts: readonly Text[]): Text[] {
    return texts.filter((text) => {
      const place = this.#db.queuedAt(text);
      const isAnswered = place !== null && this.#db.handedOut.answers(text, place);
      this.#db.handedOut.forget(text);
      if (isAnswered) this.#db.dequeue(text);
      return isAnswered;
    });
  }

  #countOnDocuments(texts: readonly Pick<QueuedText, 'kind' | 'id'>[]): LibraryDocument[] {
    const counts = new Map<string, number>();
    for (const { kind, id } of texts) {
      const documentId = kind === 'passage' ? this.#db.passages.get(id)?.documentId : null;
      if (documentId) counts.set(documentId, (counts.get(documentId) ?? 0) + 1);
    }
    const changed: LibraryDocument[] = [];
    for (const [id, count] of counts) {
      const document = this.#db.documents.get(id);
      if (document === undefined) continue;
      const counted = embeddedBy(document, document.embedded + count);
      this.#db.documents.set(id, counted);
      changed.push(counted);
    }
    return changed;
  }

  #removePassages(documentId: string): void {
    for (const { id, documentId: owner } of [...this.#db.passages.values()]) {
      if (owner !== documentId) continue;
      this.#db.passages.delete(id);
      this.#db.forgetText({ kind: 'passage', id });
    }
  }
}
