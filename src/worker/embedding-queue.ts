import { batchTexts } from '../embedding/batch-texts.ts';
import type { LibraryDocument } from '../kernel/document.ts';
import type { Embedder } from '../kernel/embedder.ts';
import type { QuantisedVector } from '../retrieval/quantise-vector.ts';
import type { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import type { LibraryStore, QueuedText, StoredVector } from '../storage/library-store.ts';
import { RecentValues } from '../storage/recent-values.ts';
import type { EmbeddingChange } from './app-protocol.ts';
import { ChangeProgress, type CountedTexts } from './change-progress.ts';
import { embedTexts } from './embed-texts.ts';
import { Pauses } from './pauses.ts';
import { SearchedEmbedder } from './searched-embedder.ts';

/** Texts sorted by length together: the more, the less is padded, and the longer one change waits for others. */
const windowTexts = 256;
/** Vectors stored at once, which a crash costs at most. */
const storedAtOnce = 16;
/** After that many texts without one sound vector, it is the embedder that fails, and not the texts. */
const mostUnsound = 16;
/** Texts whose vectors are remembered: about 3 MB. More than a document of 1 MB has passages. */
const rememberedTexts = 2048;

const unsoundEmbedder =
  'The search model gives no usable vectors. Nothing was stored; texts are found by their words. Reload this page, ' +
  'or choose another search model.';

/** Why the backlog waits; questions are embedded all the same. */
export type EmbeddingPause = 'answering' | 'low-battery' | 'by-person';

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
  /** Told of each failure, not twice of the same; the queue keeps what is left and goes on when next woken. */
  readonly onFailure: (message: string) => void;
  /** Search has gone over to this embedder, and the vectors of the one before are gone. */
  readonly onChanged?: (modelId: string) => void;
  /** From now on only these are asked for: other embedders may be ended. */
  readonly onInUse?: (modelIds: readonly string[]) => void;
  /** See `ChangeProgressDependencies`. */
  readonly countedTexts?: CountedTexts;
  readonly onChange?: (change: EmbeddingChange | null) => void;
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
  readonly #progress: ChangeProgress;
  #knownModelId: string | null = null;
  /** Whether that embedder has given a vector that can be used. */
  #isSound = false;
  #draining: Promise<void> | null = null;
  #again = false;
  /** What was taken out of the queue last may not be its turn any more. */
  #isStale = false;
  #wasWoken = false;
  readonly #awaitingWake: (() => void)[] = [];
  /** What was told last of failures; '' since something went well. */
  #failure = '';

  constructor(deps: EmbeddingQueueDependencies) {
    this.#deps = deps;
    this.#searched = new SearchedEmbedder(deps);
    this.#progress = new ChangeProgress(deps);
  }

  /** The change of embedder that is under way. */
  get change(): EmbeddingChange | null {
    return this.#progress.change;
  }

  /** Goes to work unless it is at work already. Resolves when the queue was empty, or failed. */
  wake(): Promise<void> {
    this.#again = true;
    this.#wasWoken = true;
    for (const resolve of this.#awaitingWake.splice(0)) resolve();
    this.#draining ??= this.#drain();
    return this.#draining;
  }

  /** Texts came: they are embedded at once, unless nobody has wanted the embedder so far. */
  textsAdded(): void {
    if (this.#wasWoken) void this.wake();
  }

  /** A document was paused, or goes on: what is embedded next is looked up anew. */
  orderChanged(): void {
    this.#isStale = true;
    this.textsAdded();
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
      this.#fail(error instanceof Error ? error.message : String(error));
    } finally {
      // At once, or whoever wakes it just now would be answered by what has ended.
      this.#draining = null;
    }
  }

  #nextWake(): Promise<void> {
    return new Promise((resolve) => this.#awaitingWake.push(resolve));
  }

  /** Every text that comes wakes the queue: whoever knows already is not told each time. */
  #fail(message: string): void {
    if (message === this.#failure) return;
    this.#failure = message;
    this.#deps.onFailure(message);
  }

  /** Embeds the oldest texts. Returns false when nothing was waiting. */
  async #embedWindow(): Promise<boolean> {
    const embedder = await this.#chosen();
    if (await this.#searched.goTowards(embedder)) await this.#progress.look(embedder.modelId);
    else this.#progress.end();
    if (this.#pauses.any) {
      // Whoever wakes it meanwhile may have chosen another embedder: then all of this is out of date.
      await Promise.race([this.#pauses.over(), this.#nextWake()]);
      return true;
    }
    this.#isStale = false;
    const texts = await this.#deps.library.queuedTexts(windowTexts);
    if (texts.length === 0) {
      await this.#rest(embedder);
      return false;
    }
    if (this.#knownModelId !== embedder.modelId) this.#known.clear();
    if (this.#knownModelId !== embedder.modelId) this.#isSound = false;
    this.#knownModelId = embedder.modelId;
    const done: StoredVector[] = [];
    const unsound: QueuedText[] = [];
    const unknown: QueuedText[] = [];
    for (const each of texts) {
      const vector = this.#known.get(each.text);
      if (vector === undefined) unknown.push(each);
      else done.push({ kind: each.kind, id: each.id, vector });
    }
    try {
      await this.#embedRest(embedder, unknown, done, unsound);
    } finally {
      await this.#store(embedder, done);
    }
    await this.#giveUp(unsound);
    return true;
  }

  /** Nothing is waiting; but what was passed over has no vector yet, and search stays with what has them all. */
  async #rest(embedder: Embedder): Promise<void> {
    if ((await this.#deps.library.queueLength()) > 0) return;
    await this.#searched.arriveAt(embedder);
    this.#progress.end();
  }

  async #chosen(): Promise<Embedder> {
    try {
      return await this.#deps.embedder();
    } catch (error) {
      await this.#searched.standIn();
      throw error;
    }
  }

  /** Ends early where the window is out of date: after a pause of all or of one, or another embedder's choice. */
  async #embedRest(
    embedder: Embedder,
    texts: readonly QueuedText[],
    done: StoredVector[],
    unsound: QueuedText[],
  ): Promise<void> {
    for (const batch of batchTexts(texts.map(({ text }) => text))) {
      if (this.#pauses.any || this.#isStale || (await this.#deps.embedder()).modelId !== embedder.modelId)
        return;
      const vectors = await embedTexts(
        embedder,
        batch.map(({ text }) => text),
      );
      for (const [index, { text, places }] of batch.entries()) {
        const vector = vectors[index] ?? null;
        const queued = places.flatMap((place) => texts[place] ?? []);
        if (vector === null) unsound.push(...queued);
        else {
          this.#known.put(text, vector);
          done.push(...queued.map(({ kind, id }) => ({ kind, id, vector })));
          this.#isSound = true;
        }
      }
      if (!this.#isSound && unsound.length >= mostUnsound) throw new Error(unsoundEmbedder);
      if (done.length >= storedAtOnce) await this.#store(embedder, done);
    }
  }

  /** Texts whose vectors can't be used leave the queue, which they would hold up for ever. */
  async #giveUp(texts: readonly QueuedText[]): Promise<void> {
    if (texts.length === 0) return;
    const documents = await this.#deps.library.giveUpTexts(texts);
    for (const document of documents) this.#deps.onDocument(document);
    const which = texts.length === 1 ? 'one text; it is' : `${texts.length} texts; they are`;
    this.#fail(`The search model gave no usable vector for ${which} found by words alone.`);
  }

  /** Stores what is done, and empties it. */
  async #store({ modelId }: Embedder, done: StoredVector[]): Promise<void> {
    const vectors = done.splice(0);
    if (vectors.length === 0) return;
    const documents = await this.#deps.library.storeVectors(modelId, vectors);
    this.#failure = '';
    this.#deps.search.vectorsStored(modelId, vectors);
    this.#progress.stored(vectors.length);
    for (const document of documents) this.#deps.onDocument(document);
  }
}
