import type { LibraryDocument } from '../kernel/document.ts';
import type { Embedder } from '../kernel/embedder.ts';
import { quantiseVector } from '../retrieval/quantise-vector.ts';
import type { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import type { LibraryStore, StoredVector } from '../storage/library-store.ts';

/** Texts embedded and stored at once: small, so that a person's query waits for little. */
const BATCH = 8;

export interface EmbeddingQueueDependencies {
  readonly library: LibraryStore;
  readonly search: HybridMemorySearch;
  readonly embedder: () => Promise<Embedder>;
  readonly onDocument: (document: LibraryDocument) => void;
  /** Told once for each failure; the queue keeps what is left and goes on when next woken. */
  readonly onFailure: (message: string) => void;
}

/** Works off the stored queue of texts to embed, one batch after another, across reloads and crashes. */
export class EmbeddingQueue {
  readonly #deps: EmbeddingQueueDependencies;
  #draining: Promise<void> | null = null;
  #again = false;

  constructor(deps: EmbeddingQueueDependencies) {
    this.#deps = deps;
  }

  /** Goes to work unless it is at work already. Resolves when the queue was empty, or failed. */
  wake(): Promise<void> {
    this.#again = true;
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = null;
    });
    return this.#draining;
  }

  async #drain(): Promise<void> {
    try {
      const embedder = await this.#deps.embedder();
      await this.#deps.search.setEmbedder(embedder);
      while (this.#again) {
        this.#again = false;
        while (await this.#embedBatch(embedder)) {
          // Each batch is stored before the next begins: a crash costs one at most.
        }
      }
    } catch (error) {
      this.#again = false;
      this.#deps.onFailure(error instanceof Error ? error.message : String(error));
    }
  }

  /** Returns false when nothing was waiting. */
  async #embedBatch(embedder: Embedder): Promise<boolean> {
    const texts = await this.#deps.library.queuedTexts(BATCH);
    if (texts.length === 0) return false;
    const vectors = await embedder.embed(texts.map((it) => it.text));
    const stored: StoredVector[] = texts.flatMap(({ kind, id }, index) => {
      const vector = vectors[index];
      return vector ? [{ kind, id, vector: quantiseVector(vector) }] : [];
    });
    const documents = await this.#deps.library.storeVectors(embedder.modelId, stored);
    this.#deps.search.vectorsStored(stored);
    for (const document of documents) this.#deps.onDocument(document);
    return true;
  }
}
