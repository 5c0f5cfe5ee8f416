import { foldWords } from './fold-words.ts';
import { fuseRankings, leastSimilarity, type RankedId, type Rankings } from './fuse-rankings.ts';
import type { Language } from './language.ts';
import type { TermScores } from './lend-terms.ts';
import type { QuantisedVector } from './quantise-vector.ts';
import type { QueryTerm } from './query-term.ts';
import { readQuery, readWords, type WordQuery } from './read-query.ts';
import { SimilarityScale } from './similarity-scale.ts';
import { SlotSet } from './slot-set.ts';
import type { RankedSlot } from './top-ranked.ts';
import type { PackedRows } from './vector-blocks.ts';
import { type NearestOptions, VectorIndex } from './vector-index.ts';
import { WordIndex } from './word-index.ts';
import type { WordSegment } from './word-segment.ts';

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
  /** Ids of texts to consider, where they can be named: a scan then asks about no others. */
  readonly among?: NamedTexts | undefined;
  /** How much meaning counts for this query, from 0 to 1; as the index has it when left out. */
  readonly meaningWeight?: number | undefined;
  /** Most results; all candidates (at most 1,200) when left out. */
  readonly limit?: number;
}

/** Texts by id: a set of them, or what answers as one. Other texts are named only after the index has changed. */
export type NamedTexts = Pick<ReadonlySet<string>, 'has'> & Iterable<string>;

/** What a filter may decide by. */
export interface IndexedText {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Texts whose words are packed; place i is the same text's in all of it. */
export interface PackedIndexTexts {
  readonly ids: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: ArrayLike<number>;
  readonly words: WordSegment;
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
  #scale = new SimilarityScale();
  /** Where the vectors of named texts lie, as of a version: names can be as many as texts. */
  readonly #slotsOf = new WeakMap<NamedTexts, { readonly version: number; readonly slots: SlotSet }>();
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

  /**
   * Adds the texts of a segment that live, as `add` does. Throws `DamagedWords`, and nothing changes, when the
   * segment is damaged.
   */
  addSegment({ ids, at, words }: PackedIndexTexts, isLive: (place: number) => boolean): void {
    if (ids.length !== words.wordEnds.length || at.length !== ids.length) {
      throw new RangeError(`${ids.length} texts came with the words of ${words.wordEnds.length}.`);
    }
    const first = this.#words.addSegment(words);
    for (const [place, id] of ids.entries()) {
      const wordSlot = first + place;
      if (!isLive(place)) {
        this.#words.remove(wordSlot);
        continue;
      }
      if (this.#entries.has(id)) this.remove(id);
      const entry: Entry = { id, at: at[place] ?? 0, wordSlot, vectorSlot: null };
      this.#byWordSlot[wordSlot] = entry;
      this.#entries.set(id, entry);
    }
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

  /**
   * Gives the texts that have none yet their vectors, those of them that live. Throws `RangeError`, and nothing
   * changes, when the rows do not fit the ids or the vectors before.
   */
  addVectors(ids: readonly string[], rows: PackedRows, isLive: (place: number) => boolean): void {
    if (ids.length === 0 || rows.scales.length !== ids.length) {
      throw new RangeError(`${rows.scales.length} vectors came for ${ids.length} texts. None was taken in.`);
    }
    const vectors = this.#vectors ?? new VectorIndex(rows.values.length / ids.length);
    const first = vectors.addSegment(rows);
    this.#vectors = vectors;
    for (const [place, id] of ids.entries()) {
      const entry = this.#entries.get(id);
      const slot = first + place;
      if (entry === undefined || entry.vectorSlot !== null || !isLive(place)) vectors.remove(slot);
      else {
        entry.vectorSlot = slot;
        this.#byVectorSlot[slot] = entry;
      }
    }
    this.#version++;
  }

  /**
   * Drops all vectors: those of another embedder are about to come.
   *
   * @param unrelatedSimilarity the embedder's mean cosine of unrelated texts; MiniLM's when left out
   */
  clearVectors(unrelatedSimilarity?: number): void {
    this.#scale = new SimilarityScale(unrelatedSimilarity);
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

  /** How near a unit vector is to a text's own, from -1 to 1; `null` while the text has none. */
  similarity(id: string, vector: Float32Array): number | null {
    const slot = this.#entries.get(id)?.vectorSlot ?? null;
    if (slot === null || this.#vectors === null) return null;
    return this.#scale.similarity(this.#vectors.similarity(vector, slot));
  }

  /** How much an index term tells among these texts. */
  idf(term: QueryTerm): number {
    return this.#words.idf(term);
  }

  /** Best first; equals newest first. */
  search(query: IndexQuery): RankedId[] {
    return fuseRankings(this.rankings(query), (id) => this.#entries.get(id)?.at ?? 0).slice(0, query.limit);
  }

  /** What `search` fuses. */
  rankings({ text, isPlain, vector, neighbours, accept, among, meaningWeight, limit }: IndexQuery): Rankings {
    const query = isPlain ? readWords(text) : readQuery(text);
    // Where meaning or neighbours count as well, the best by words need not be the best.
    const isWordsAlone = vector === null && neighbours === undefined;
    const enough = isWordsAlone && limit !== undefined ? Math.min(limit, wordCandidates) : wordCandidates;
    const accepts = among === undefined ? accept : acceptAmong(among, accept);
    const byWords = this.#byWords(query, accepts, enough);
    return {
      byWords,
      allWords: query.terms.reduce((sum, term) => sum + this.#words.idf(term), 0),
      byMeaning:
        vector === null ? [] : this.#byMeaning(vector, byWords, this.#wantedSlots(query, accept, among)),
      meaningWeight: meaningWeight ?? this.#meaningWeight,
      neighbours,
      termScores: neighbours === undefined ? undefined : this.#termScores(query),
    };
  }

  #termScores({ terms }: WordQuery): (id: string) => TermScores {
    const scoresOf = this.#words.termScores(terms);
    const none = terms.map(() => 0);
    return (id) => {
      const entry = this.#entries.get(id);
      return entry === undefined ? none : scoresOf(entry.wordSlot);
    };
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

  /** Where the vectors lie of the texts that may be found by meaning; `undefined` when all may. */
  #wantedSlots(
    query: WordQuery,
    accept: AcceptEntry | undefined,
    among: NamedTexts | undefined,
  ): NearestOptions['accept'] {
    const matches = this.#words.matching(query);
    const wanted =
      matches === null
        ? accept
        : (entry: Entry) => matches(entry.wordSlot) && (accept === undefined || accept(entry));
    if (among === undefined) return acceptSlots(this.#byVectorSlot, wanted);
    if (wanted !== undefined) return this.#vectorSlots(among, wanted);
    const known = this.#slotsOf.get(among);
    if (known?.version === this.#version) return known.slots;
    const slots = this.#vectorSlots(among);
    this.#slotsOf.set(among, { version: this.#version, slots });
    return slots;
  }

  #vectorSlots(among: NamedTexts, wanted: AcceptEntry = () => true): SlotSet {
    const slots = new SlotSet(this.#byVectorSlot.length);
    for (const id of among) {
      const entry = this.#entries.get(id);
      const slot = entry?.vectorSlot ?? null;
      if (entry !== undefined && slot !== null && wanted(entry)) slots.add(slot);
    }
    return slots;
  }

  /** The nearest texts, and how near the others are that were found by words. */
  #byMeaning(
    vector: Float32Array,
    byWords: readonly RankedId[],
    accept: NearestOptions['accept'],
  ): RankedId[] {
    const slots = this.#vectors?.nearest(vector, {
      limit: vectorCandidates,
      atLeast: this.#scale.cosine(leastSimilarity),
      accept,
    });
    const nearest = withIds(slots ?? [], this.#byVectorSlot);
    const near = new Set(nearest.map(({ id }) => id));
    const others = byWords.flatMap(({ id }) =>
      near.has(id) ? [] : (this.#entries.get(id)?.vectorSlot ?? []),
    );
    const similar = this.#vectors?.similarities(vector, others) ?? [];
    return [...nearest, ...withIds(similar, this.#byVectorSlot)].map(({ id, score }) => ({
      id,
      score: this.#scale.similarity(score),
    }));
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

function acceptAmong(among: NamedTexts, accept: AcceptEntry | undefined): AcceptEntry {
  return (entry) => among.has(entry.id) && (accept?.(entry) ?? true);
}
