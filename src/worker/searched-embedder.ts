import type { LibraryDocument } from '../kernel/document.ts';
import type { Embedder } from '../kernel/embedder.ts';
import type { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import type { LibraryStore } from '../storage/library-store.ts';

export interface SearchedEmbedderDependencies {
  readonly library: LibraryStore;
  readonly search: Pick<HybridMemorySearch, 'setEmbedder'>;
  /** See `EmbeddingQueueDependencies`. */
  readonly formerEmbedder?: (modelId: string) => Promise<Embedder | null>;
  readonly onDocument: (document: LibraryDocument) => void;
  readonly onChanged?: (modelId: string) => void;
  readonly onInUse?: (modelIds: readonly string[]) => void;
}

/**
 * Which embedder search goes by. When another one is chosen, it stays with the former until every text has a
 * vector of the new one; the former's vectors are removed then. Where a change stands is stored, so that it goes on
 * after a restart, and back when the choice is taken back.
 */
export class SearchedEmbedder {
  readonly #deps: SearchedEmbedderDependencies;
  /** The one that search goes by now. */
  #current: Embedder | null = null;

  constructor(deps: SearchedEmbedderDependencies) {
    this.#deps = deps;
  }

  /**
   * Makes the queue that of `chosen`, and lets search go by the best there is until then. Returns whether a change
   * is under way: vectors of another embedder are there, and not yet all of this one.
   */
  async goTowards(chosen: Embedder): Promise<boolean> {
    const { library, onDocument, onInUse } = this.#deps;
    const models = await library.vectorModels();
    const searched = models?.searched ?? chosen.modelId;
    const former = await this.#formerOf(chosen, searched);
    await this.#searchBy(former ?? chosen);
    if (models?.queued !== chosen.modelId) {
      await library.requeueAll(chosen.modelId);
      onInUse?.([chosen.modelId, searched]);
      if (models !== null) for (const document of await library.documents()) onDocument(document);
    }
    return searched !== chosen.modelId;
  }

  /** The chosen embedder can't be had: search goes by the one whose vectors are complete, where that is another. */
  async standIn(): Promise<void> {
    if (this.#current !== null) return;
    const models = await this.#deps.library.vectorModels();
    const former = models && (await this.#deps.formerEmbedder?.(models.searched).catch(() => null));
    if (former) await this.#searchBy(former);
  }

  /** Every text has its vector of `chosen`. */
  async arriveAt(chosen: Embedder): Promise<void> {
    const { library, onChanged, onInUse } = this.#deps;
    const models = await library.vectorModels();
    if (models?.searched === chosen.modelId) return;
    await this.#searchBy(chosen);
    await library.keepVectorsOf(chosen.modelId);
    onChanged?.(chosen.modelId);
    onInUse?.([chosen.modelId]);
  }

  /** The embedder whose vectors are complete; `null` when it is the chosen one, or can't be had. */
  async #formerOf(chosen: Embedder, searched: string): Promise<Embedder | null> {
    if (searched === chosen.modelId) return null;
    // It could not be had before, and search goes by the new one already.
    if (this.#current?.modelId === chosen.modelId) return null;
    // That the old one does not load any more is no reason for the new one to wait.
    const loaded = await this.#deps.formerEmbedder?.(searched).catch(() => null);
    return loaded ?? (this.#current?.modelId === searched ? this.#current : null);
  }

  async #searchBy(embedder: Embedder): Promise<void> {
    if (this.#current === embedder) return;
    await this.#deps.search.setEmbedder(embedder);
    this.#current = embedder;
  }
}
