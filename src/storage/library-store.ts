import type { LibraryDocument, PageRange } from '../kernel/document.ts';
import type { DocumentHeading } from '../kernel/document-heading.ts';
import type { Passage } from '../kernel/passage.ts';
import type { QuantisedVector } from '../retrieval/quantise-vector.ts';

/** What was read out of a document, kept beside its original bytes. */
export interface DocumentText {
  readonly text: string;
  /** `null` where the format has no pages. */
  readonly pages: readonly PageRange[] | null;
  /** In order; absent in rows from before they were kept. */
  readonly headings?: readonly DocumentHeading[];
}

/**
 * A text that waits to be embedded; `kind` says which index its vector belongs to. A passage's text comes
 * with its headings before it (passage-context.ts).
 */
export interface QueuedText {
  readonly kind: 'passage' | 'message';
  readonly id: string;
  readonly text: string;
}

export interface StoredVector {
  readonly kind: 'passage' | 'message';
  readonly id: string;
  readonly vector: QuantisedVector;
}

/** Which embedder's vectors search goes by, and which one texts are queued for: they differ during a change. */
export interface VectorModels {
  readonly searched: string;
  readonly queued: string;
}

/**
 * Documents, their passages and the embedding queue. A passage or message is queued in the transaction that
 * stores it and leaves the queue in the one that stores its vector, so that nothing is forgotten or done
 * twice across a crash. All methods reject with `StorageError` (kernel/memory-store.ts).
 */
export interface LibraryStore {
  /** Newest first. */
  documents(): Promise<LibraryDocument[]>;
  document(id: string): Promise<LibraryDocument | null>;
  documentBySha256(sha256: string): Promise<LibraryDocument | null>;
  /** Keeps the original before anything is read from it. */
  addDocument(document: LibraryDocument, bytes: ArrayBuffer): Promise<void>;
  /**
   * Changes a document's row in one transaction, so that nothing counted on it meanwhile is lost. Returns it as it is
   * then; `null` when it was removed, or `change` left it alone.
   */
  changeDocument(
    id: string,
    change: (document: LibraryDocument) => LibraryDocument | null,
  ): Promise<LibraryDocument | null>;
  /**
   * Text, passages and their places in the embedding queue, and the document's new state, at once; what an
   * earlier extraction left is replaced. Rejects with `failed` when the document was removed meanwhile.
   */
  storeExtraction(document: LibraryDocument, text: DocumentText, passages: readonly Passage[]): Promise<void>;
  documentText(id: string): Promise<DocumentText | null>;
  documentBytes(id: string): Promise<ArrayBuffer | null>;
  /** Removes the row, bytes, text, passages, queue entries and vectors. */
  removeDocument(id: string): Promise<void>;
  /** The oldest queued texts whose rows still exist, those of documents whose embedding is paused passed over. */
  queuedTexts(limit: number): Promise<QueuedText[]>;
  /** How many texts are queued, those that are passed over included. */
  queueLength(): Promise<number>;
  /**
   * Stores vectors, removes them from the queue and counts them on their documents (`embedded`, and state
   * `ready` at the last one). Vectors of texts that are not queued (removed meanwhile, or stored before) and
   * of texts revised since `queuedTexts` handed them out are left out. Returns the documents that changed.
   */
  storeVectors(modelId: string, vectors: readonly StoredVector[]): Promise<LibraryDocument[]>;
  /**
   * Takes texts out of the queue of which no vector can be had, as `storeVectors` does, and counts them on their
   * documents as it does. They are queued again for another embedder. Returns the documents that changed.
   */
  giveUpTexts(texts: readonly Pick<QueuedText, 'kind' | 'id'>[]): Promise<LibraryDocument[]>;
  /** `null` before the first embedder. */
  vectorModels(): Promise<VectorModels | null>;
  /**
   * Queues every passage and message that has no vector of `modelId`, and no other, and counts documents anew; for
   * a change of embedder. Vectors that search goes by are kept, those of a change that was given up are removed.
   */
  requeueAll(modelId: string): Promise<void>;
  /** Search goes by this model's vectors from now on; all others are removed. Returns how many bytes they took. */
  keepVectorsOf(modelId: string): Promise<number>;
}
