import { batchTexts } from '../embedding/batch-texts.ts';
import type { LibraryDocument } from '../kernel/document.ts';
import type { Embedder } from '../kernel/embedder.ts';
import type { QuantisedVector } from '../retrieval/quantise-vector.ts';
import type { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import type { LibraryStore, QueuedText, StoredVector } from '../storage/library-store.ts';
import { RecentValues } from '../storage/recent-values.ts';
import { embedTexts } from './embed-texts.ts';
import { Pauses } from './pauses.ts';
import { SearchedEmbedder } from './searched-embedder.ts';

/** Texts sorted by length together: the more, the less is padded, and the longer one change waits for others. */
const windowTexts = 256;
/** Vectors stored at once, which a crash costs at most. */
const storedAtOnce = 16;
/** Texts whose vectors are remembered: about 3 MB. More than a document of 1 MB has passages. */
const rememberedTexts = 2048;

/** Why the backlog waits; questions are embedded all the same. */
export type EmbeddingPause = 'answering' | 'low-battery';

export interface EmbeddingQueueDependencies {
  readonly library: LibraryStore;
  readonly search: HybridMemorySearch;
  /** The embedder that was chosen, loaded; another one after the choice has changed. */
  readonly embedder: () => Promise<Embedder>;
  /**
   * An embedder that was chosen before, loaded, for search to go by until the vectors of the chosen one are
   * complete; `null` where it can't be had any more. Without it search goes by words and the new vectors.
   */
  readonly formerEmbedder?: (modelId: string) => Promise<Embedder | null>;
  readonly onDocument: (document: LibraryDocument) => void;
  /** Told once for each failure; the queue keeps what is left and goes on when next woken. */
  readonly onFailure: (message: string) => void;
  /** Search has gone over to this embedder, and the vectors of the one before are gone: it may be ended. */
  readonly onChanged?: (modelId: string) => void;
}

/**
 * Works off the stored queue of texts to embed across reloads and crashes, texts of like length together. When
 * another embedder was chosen, everything is embedded anew, and search goes over to it at the end.
 */
export class EmbeddingQueue {
  readonly #deps: EmbeddingQueueDependencies;
  readonly #searched: SearchedEmbedder;
  readonly #pauses = new Pauses<EmbeddingPause>();
  readonly #known = new RecentValues<QuantisedVector>(rememberedTexts);
  #knownModelId: string | null = null;
  #draining: Promise<void> | null = null;
  #again = false;
  #wasWoken = false;

  constructor(deps: EmbeddingQueueDependencies) {
    this.#deps = deps;
    this.#searched = new SearchedEmbedder(deps);
  }

  /** Goes to work unless it is at work already. Resolves when the queue was empty, or failed. */
  wake(): Promise<void> {
    this.#again = true;
    this.#wasWoken = true;
    this.#draining ??= this.#drain();
    return this.#draining;
  }

  /** Texts came: they are embedded at once, unless nobody has wanted the embedder so far. */
  textsAdded(): void {
    if (this.#wasWoken) void this.wake();
  }

  /** Work stops after the batch under way while there is a reason to, and goes on when there is none. */
  pause(reason: EmbeddingPause, holds: boolean): void {
    this.#pauses.set(reason, holds);
  }

  async #drain(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        while (await this.#embedWindow()) {
          // What was embedded is stored by now: a crash costs the vectors that were not, and no text.
        }
      }
    } catch (error) {
      this.#again = false;
      this.#deps.onFailure(error instanceof Error ? error.message : String(error));
    } finally {
      // At once, or whoever wakes it just now would be answered by what has ended.
      this.#draining = null;
    }
  }

  /** Embeds the oldest texts. Returns false when nothing was waiting. */
  async #embedWindow(): Promise<boolean> {
    const embedder = await this.#deps.embedder();
    await this.#searched.goTowards(embedder);
    await this.#pauses.over();
    const texts = await this.#deps.library.queuedTexts(windowTexts);
    if (texts.length === 0) {
      await this.#searched.arriveAt(embedder);
      return false;
    }
    if (this.#knownModelId !== embedder.modelId) this.#known.clear();
    this.#knownModelId = embedder.modelId;
    const done: StoredVector[] = [];
    const unknown: QueuedText[] = [];
    for (const each of texts) {
      const vector = this.#known.get(each.text);
      if (vector === undefined) unknown.push(each);
      else done.push({ kind: each.kind, id: each.id, vector });
    }
    try {
      await this.#embedRest(embedder, unknown, done);
    } finally {
      await this.#store(embedder, done);
    }
    return true;
  }

  /** Ends early where the window is out of date: after a pause, and once another embedder was chosen. */
  async #embedRest(embedder: Embedder, texts: readonly QueuedText[], done: StoredVector[]): Promise<void> {
    for (const batch of batchTexts(texts.map(({ text }) => text))) {
      if (this.#pauses.any || (await this.#deps.embedder()).modelId !== embedder.modelId) return;
      const vectors = await embedTexts(
        embedder,
        batch.map(({ text }) => text),
      );
      for (const [index, { text, places }] of batch.entries()) {
        const vector = vectors[index];
        if (vector === undefined) continue;
        this.#known.put(text, vector);
        for (const place of places) done.push(...storedVector(texts[place], vector));
      }
      if (done.length >= storedAtOnce) await this.#store(embedder, done);
    }
  }

  /** Stores what is done, and empties it. */
  async #store({ modelId }: Embedder, done: StoredVector[]): Promise<void> {
    const vectors = done.splice(0);
    if (vectors.length === 0) return;
    const documents = await this.#deps.library.storeVectors(modelId, vectors);
    this.#deps.search.vectorsStored(modelId, vectors);
    for (const document of documents) this.#deps.onDocument(document);
  }
}

function storedVector(text: QueuedText | undefined, vector: QuantisedVector): StoredVector[] {
  return text === undefined ? [] : [{ kind: text.kind, id: text.id, vector }];
}
