import { foldWords } from './fold-words.ts';
import { fuseRankings, leastSimilarity, type RankedId, type Rankings } from './fuse-rankings.ts';
import type { Language } from './language.ts';
import type { QuantisedVector } from './quantise-vector.ts';
import type { QueryTerm } from './query-term.ts';
import { readQuery, readWords, type WordQuery } from './read-query.ts';
import type { RankedSlot } from './top-ranked.ts';
import { VectorIndex } from './vector-index.ts';
import { WordIndex } from './word-index.ts';

/** Most candidates by words: past them nobody pages, and the fused list stays small. */
const wordCandidates = 1000;
/** Most candidates by meaning: every text is near to some degree, so the list must end somewhere. */
const vectorCandidates = 200;

export interface IndexQuery {
  readonly text: string;
  /** The text was not written as a query, such as a message: quotation marks and a minus in it mean nothing. */
  readonly isPlain?: boolean | undefined;
  /** The query as a unit vector; `null` to compare words alone. */
  readonly vector: Float32Array | null;
  /** As in `Rankings`. */
  readonly neighbours?: Rankings['neighbours'];
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

type AcceptEntry = (entry: Entry) => boolean;

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

  /**
   * Adds a text, or replaces it together with its vector.
   *
   * @param at its time, milliseconds since 1970
   * @param language the text's, `null` when it is none that is known; told by its words when left out
   */
  add(id: string, text: string, at: number, language?: Language | null): void {
    this.remove(id);
    const entry: Entry = { id, at, wordSlot: this.#words.add(foldWords(text, language)), vectorSlot: null };
    this.#byWordSlot[entry.wordSlot] = entry;
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
  idf(term: QueryTerm): number {
    return this.#words.idf(term);
  }

  /** Best first; equals newest first. */
  search({ text, isPlain, vector, neighbours, accept, limit }: IndexQuery): RankedId[] {
    const query = isPlain ? readWords(text) : readQuery(text);
    // Where meaning or neighbours count as well, the best by words need not be the best.
    const isWordsAlone = vector === null && neighbours === undefined;
    const enough = isWordsAlone && limit !== undefined ? Math.min(limit, wordCandidates) : wordCandidates;
    const byWords = this.#byWords(query, accept, enough);
    const rankings = {
      byWords,
      allWords: query.terms.reduce((sum, term) => sum + this.#words.idf(term), 0),
      byMeaning: vector === null ? [] : this.#byMeaning(vector, byWords, this.#wanted(query, accept)),
      meaningWeight: this.#meaningWeight,
      neighbours,
    };
    return fuseRankings(rankings, (id) => this.#entries.get(id)?.at ?? 0).slice(0, limit);
  }

  #byWords(query: WordQuery, accept: AcceptEntry | undefined, limit: number): RankedId[] {
    const ranked = this.#words.search(query, {
      limit,
      accept: acceptSlots(this.#byWordSlot, accept),
      // As the fused list has them, so that it begins the same however long it is.
      compareEquals: this.#compareEquals,
    });
    return withIds(ranked, this.#byWordSlot);
  }

  readonly #compareEquals = (a: number, b: number): number => {
    const [one, other] = [this.#byWordSlot[a], this.#byWordSlot[b]];
    return one === undefined || other === undefined ? b - a : newerFirst(one, other);
  };

  /** What a text found by meaning must fulfil as well. */
  #wanted(query: WordQuery, accept: AcceptEntry | undefined): AcceptEntry | undefined {
    const matches = this.#words.matching(query);
    if (matches === null) return accept;
    return (entry) => matches(entry.wordSlot) && (accept?.(entry) ?? true);
  }

  /** The nearest texts, and how near the others are that were found by words. */
  #byMeaning(
    vector: Float32Array,
    byWords: readonly RankedId[],
    accept: AcceptEntry | undefined,
  ): RankedId[] {
    const slots = this.#vectors?.nearest(vector, {
      limit: vectorCandidates,
      atLeast: leastSimilarity,
      accept: acceptSlots(this.#byVectorSlot, accept),
    });
    const nearest = withIds(slots ?? [], this.#byVectorSlot);
    const near = new Set(nearest.map(({ id }) => id));
    const others = byWords.flatMap(({ id }) =>
      near.has(id) ? [] : (this.#entries.get(id)?.vectorSlot ?? []),
    );
    const similar = this.#vectors?.similarities(vector, others) ?? [];
    return [...nearest, ...withIds(similar, this.#byVectorSlot)];
  }

  /** Ids within a span of time, both ends inclusive, newest first. */
  between(from: number, to: number): string[] {
    return [...this.#entries.values()]
      .filter((entry) => entry.at >= from && entry.at <= to)
      .sort(newerFirst)
      .map((entry) => entry.id);
  }

  #dropVector(entry: Entry): void {
    if (entry.vectorSlot === null) return;
    this.#vectors?.remove(entry.vectorSlot);
    this.#byVectorSlot[entry.vectorSlot] = undefined;
    entry.vectorSlot = null;
  }
}

function newerFirst(a: IndexedText, b: IndexedText): number {
  return b.at - a.at || (a.id < b.id ? -1 : 1);
}

function withIds(ranked: readonly RankedSlot[], entries: readonly (Entry | undefined)[]): RankedId[] {
  const named: RankedId[] = [];
  for (const { slot, score } of ranked) {
    const entry = entries[slot];
    if (entry !== undefined) named.push({ id: entry.id, score });
  }
  return named;
}

function acceptSlots(
  entries: readonly (Entry | undefined)[],
  accept: AcceptEntry | undefined,
): ((slot: number) => boolean) | undefined {
  if (accept === undefined) return undefined;
  return (slot) => {
    const entry = entries[slot];
    return entry !== undefined && accept(entry);
  };
}
