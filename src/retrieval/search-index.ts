import { foldWords } from './fold-words.ts';
import { fuseRankings, leastSimilarity, type RankedId } from './fuse-rankings.ts';
import type { QuantisedVector } from './quantise-vector.ts';
import { queryTerms } from './query-terms.ts';
import type { RankedSlot } from './top-ranked.ts';
import { VectorIndex } from './vector-index.ts';
import { WordIndex } from './word-index.ts';

/** Most candidates by words: past them nobody pages, and the fused list stays small. */
const wordCandidates = 1000;
/** Most candidates by meaning: every text is near to some degree, so the list must end somewhere. */
const vectorCandidates = 200;

export interface IndexQuery {
  readonly text: string;
  /** The query as a unit vector; `null` to compare words alone. */
  readonly vector: Float32Array | null;
  /** Texts to consider; all when left out. */
  readonly accept?: ((text: IndexedText) => boolean) | undefined;
  /** Most results; all candidates (at most 1,200) when left out. */
  readonly limit?: number;
}

/** What a filter may decide by. */
export interface IndexedText {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface Entry extends IndexedText {
  readonly wordSlot: number;
  vectorSlot: number | null;
}

/** Texts by id, found by their words and, once vectors are there, by meaning. */
export class SearchIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #words = new WordIndex();
  readonly #byWordSlot: (Entry | undefined)[] = [];
  #vectors: VectorIndex | null = null;
  #byVectorSlot: (Entry | undefined)[] = [];
  #version = 0;
  readonly #meaningWeight: number;

  /** @param meaningWeight one of `meaningWeights` */
  constructor(meaningWeight: number) {
    this.#meaningWeight = meaningWeight;
  }

  /** Rises with every change, so that a ranking can be kept for as long as it holds. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#entries.size;
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  hasVector(id: string): boolean {
    return (this.#entries.get(id)?.vectorSlot ?? null) !== null;
  }

  /** Adds a text, or replaces it together with its vector. `at` is its time, milliseconds since 1970. */
  add(id: string, text: string, at: number): void {
    this.remove(id);
    const entry: Entry = { id, at, wordSlot: this.#byWordSlot.length, vectorSlot: null };
    this.#words.add(entry.wordSlot, foldWords(text));
    this.#byWordSlot.push(entry);
    this.#entries.set(id, entry);
    this.#version++;
  }

  /** Gives a text its vector, or another one. Returns false, and does nothing, when the id is unknown. */
  addVector(id: string, vector: QuantisedVector): boolean {
    const entry = this.#entries.get(id);
    if (entry === undefined) return false;
    this.#vectors ??= new VectorIndex(vector.values.length);
    this.#dropVector(entry);
    entry.vectorSlot = this.#vectors.add(vector);
    this.#byVectorSlot[entry.vectorSlot] = entry;
    this.#version++;
    return true;
  }

  /** Drops all vectors: those of another embedder are about to come. */
  clearVectors(): void {
    for (const entry of this.#entries.values()) entry.vectorSlot = null;
    this.#vectors = null;
    this.#byVectorSlot = [];
    this.#version++;
  }

  /** Returns false when the id is unknown. */
  remove(id: string): boolean {
    const entry = this.#entries.get(id);
    if (entry === undefined) return false;
    this.#words.remove(entry.wordSlot);
    this.#byWordSlot[entry.wordSlot] = undefined;
    this.#dropVector(entry);
    this.#entries.delete(id);
    this.#version++;
    return true;
  }

  /** Cosine of a unit vector and a text's own; `null` while the text has none. */
  similarity(id: string, vector: Float32Array): number | null {
    const slot = this.#entries.get(id)?.vectorSlot ?? null;
    return slot === null || this.#vectors === null ? null : this.#vectors.similarity(vector, slot);
  }

  /** How much an index term tells among these texts. */
  idf(term: string): number {
    return this.#words.idf(term);
  }

  /** Best first; equals newest first. */
  search({ text, vector, accept, limit }: IndexQuery): RankedId[] {
    const terms = queryTerms(text);
    const slots = this.#words.search(terms, {
      limit: wordCandidates,
      accept: acceptSlots(this.#byWordSlot, accept),
    });
    const byWords = withIds(slots, this.#byWordSlot);
    const rankings = {
      byWords,
      allWords: terms.reduce((sum, term) => sum + this.#words.idf(term), 0),
      byMeaning: vector === null ? [] : this.#byMeaning(vector, byWords, accept),
      meaningWeight: this.#meaningWeight,
    };
    return fuseRankings(rankings, (id) => this.#entries.get(id)?.at ?? 0).slice(0, limit);
  }

  /** The nearest texts, and how near the others are that were found by words. */
  #byMeaning(vector: Float32Array, byWords: readonly RankedId[], accept: IndexQuery['accept']): RankedId[] {
    const slots = this.#vectors?.nearest(vector, {
      limit: vectorCandidates,
      atLeast: leastSimilarity,
      accept: acceptSlots(this.#byVectorSlot, accept),
    });
    const nearest = withIds(slots ?? [], this.#byVectorSlot);
    const near = new Set(nearest.map(({ id }) => id));
    const others = byWords.flatMap(({ id }) => {
      const score = near.has(id) ? null : this.similarity(id, vector);
      return score === null ? [] : [{ id, score }];
    });
    return [...nearest, ...others];
  }

  /** Ids within a span of time, both ends inclusive, newest first. */
  between(from: number, to: number): string[] {
    return [...this.#entries.values()]
      .filter((entry) => entry.at >= from && entry.at <= to)
      .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
      .map((entry) => entry.id);
  }

  #dropVector(entry: Entry): void {
    if (entry.vectorSlot === null) return;
    this.#vectors?.remove(entry.vectorSlot);
    this.#byVectorSlot[entry.vectorSlot] = undefined;
    entry.vectorSlot = null;
  }
}

function withIds(ranked: readonly RankedSlot[], entries: readonly (Entry | undefined)[]): RankedId[] {
  return ranked.flatMap(({ slot, score }) => {
    const id = entries[slot]?.id;
    return id === undefined ? [] : [{ id, score }];
  });
}

function acceptSlots(
  entries: readonly (Entry | undefined)[],
  accept: ((text: IndexedText) => boolean) | undefined,
): ((slot: number) => boolean) | undefined {
  if (accept === undefined) return undefined;
  return (slot) => {
    const entry = entries[slot];
    return entry !== undefined && accept(entry);
  };
}
