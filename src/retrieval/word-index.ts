import { checkWordSegment, DamagedWords } from './check-word-segment.ts';
import { countTerms } from './count-terms.ts';
import { GrowingWords } from './growing-words.ts';
import { PackedWords } from './packed-words.ts';
import { placesWith } from './places-with.ts';
import type { QueryTerm } from './query-term.ts';
import type { Phrase, WordQuery } from './read-query.ts';
import { SlotSet } from './slot-set.ts';
import { termPostings } from './term-postings.ts';
import { type CompareSlots, type RankedSlot, TopRanked } from './top-ranked.ts';
import { type Postings, soughtTerm } from './word-part.ts';
import { countBits, largestCount, type WordSegment } from './word-segment.ts';

/**
 * BM25's constants: how soon a repeated term stops counting, how much length is evened out. Messages and passages
 * are short and want less of both than the usual 1.2 and 0.75 (docs/decisions/2026-11-20-score-fusion.md).
 */
const k1 = 0.9;
const b = 0.4;

/** Texts that are packed together. A query looks into each part, so fewer are faster; packing takes 0.1 s then. */
const packedTexts = 16384;
/** Terms whose weight is remembered: those of a few queries. */
const mostWeights = 1000;

export interface WordSearchOptions {
  /** Most results, at least 1. */
  readonly limit: number;
  /** Slots to consider; all when left out. */
  readonly accept?: ((slot: number) => boolean) | undefined;
  /** Which of two texts with equal scores comes first; the higher slot when left out. */
  readonly compareEquals?: CompareSlots | undefined;
}

interface PlacedPostings {
  /** Slot of the first text of the part. */
  readonly first: number;
  readonly postings: Postings;
}

interface WeighedTerm {
  readonly lists: readonly PlacedPostings[];
  /** Texts that hold the term. */
  readonly holding: number;
}

/**
 * An inverted index ranked by BM25: packed parts, and one that grows. Slots rise and are never given out twice.
 * Removing marks a text as gone; what it held no longer counts, so that scores are those of an index that never
 * had it.
 */
export class WordIndex {
  readonly #packed: { first: number; part: PackedWords }[] = [];
  #growing: { first: number; part: GrowingWords } = { first: 0, part: new GrowingWords() };
  #slots = 0;
  #size = 0;
  #totalLength = 0;
  #lengths = new Uint32Array(64);
  #removed = new SlotSet();
  /** Texts that hold a term, by its forms; remembered until something changes. */
  readonly #holding = new Map<string, number>();
  /** Of each slot, in a search; zeros in between. */
  #scores = new Float64Array(64);
  /** The slots that a search has found so far, in the order of finding. */
  #found = new Uint32Array(64);

  /** Texts held. */
  get size(): number {
    return this.#size;
  }

  /** Adds a text and returns its slot. @param words index terms in order, repeats kept (`foldWords`) */
  add(words: readonly string[]): number {
    this.#makeRoom(this.#slots + 1);
    this.#growing.part.add(words);
    const slot = this.#slots++;
    this.#count(slot, words.length);
    if (this.#growing.part.size === packedTexts) this.#pack();
    return slot;
  }

  /**
   * Adds all texts of a segment as it is and returns the slot of the first; the others follow it. Throws
   * `DamagedWords`, a `RangeError`, and nothing changes, when the segment is damaged.
   */
  addSegment(segment: WordSegment): number {
    const damage = checkWordSegment(segment);
    if (damage !== null) throw new DamagedWords(`A word segment is damaged: ${damage}. It was not taken in.`);
    this.#pack();
    const first = this.#slots;
    const part = new PackedWords(segment);
    this.#makeRoom(first + part.size);
    this.#packed.push({ first, part });
    this.#slots += part.size;
    this.#growing = { first: this.#slots, part: new GrowingWords() };
    for (let place = 0, start = 0; place < part.size; place++) {
      const end = part.wordsEnd(place);
      this.#lengths[first + place] = end - start;
      start = end;
    }
    this.#totalLength += segment.words.length;
    this.#size += part.size;
    this.#holding.clear();
    return first;
  }

  /** Does nothing when the slot is empty. */
  remove(slot: number): void {
    if (slot >= this.#slots || this.#removed.has(slot)) return;
    this.#removed.add(slot);
    this.#size--;
    this.#totalLength -= this.#lengths[slot] ?? 0;
    this.#holding.clear();
  }

  /** Packs what was added since the last time; all texts, in the order of their slots, removed ones included. */
  segments(): { readonly first: number; readonly segment: WordSegment }[] {
    this.#pack();
    return this.#packed.map(({ first, part }) => ({ first, segment: part.segment }));
  }

  /** How much a term tells: inverse document frequency, over 0; the most for a term that is nowhere. */
  idf(term: QueryTerm): number {
    return this.#idfOf(this.#holding.get(term.join(' ')) ?? this.#weigh(term).holding);
  }

  /** Texts that hold at least one of the terms, and what else the query asks for; best first. */
  search(query: WordQuery, { limit, accept, compareEquals }: WordSearchOptions): RankedSlot[] {
    const matches = this.matching(query);
    const isWanted = (slot: number) => (matches?.(slot) ?? true) && (accept?.(slot) ?? true);
    const top = new TopRanked(limit, compareEquals);
    const scores = this.#scores;
    const slots = this.#found;
    let least = top.least;
    let found = 0;
    for (const weighed of this.#rarestFirst(query.terms)) found = this.#score(weighed, found);
    try {
      for (let index = 0; index < found; index++) {
        const slot = slots[index] ?? 0;
        const score = scores[slot] ?? 0;
        if (score < least || !isWanted(slot)) continue;
        top.offer(slot, score);
        least = top.least;
      }
    } finally {
      // Even when `accept` throws: what is left here would be added to the next search.
      for (let index = 0; index < found; index++) scores[slots[index] ?? 0] = 0;
    }
    return top.sorted();
  }

  /** What each of the terms gains a text that is there, in the terms' order: the parts of its score in `search`. */
  termScores(terms: readonly QueryTerm[]): (slot: number) => number[] {
    const sought = terms.map((forms) => forms.map(soughtTerm));
    const parts = [...this.#packed, this.#growing].map(({ first, part }) => ({
      first,
      countIn: countTerms(part, sought),
    }));
    const mosts = terms.map((term) => this.idf(term) * (k1 + 1));
    const evenedByLength = this.#evenedByLength;
    return (slot) => {
      const part = parts.findLast(({ first }) => first <= slot);
      const evened = k1 * (1 - b) + evenedByLength * (this.#lengths[slot] ?? 0);
      const counts = part?.countIn(slot - part.first) ?? [];
      return counts.map((count, index) =>
        count === 0 ? 0 : ((mosts[index] ?? 0) * count) / (count + evened),
      );
    };
  }

  /** Tells which texts have the query's phrases and nothing that it excludes; `null` when it asks for neither. */
  matching({ phrases, without }: WordQuery): ((slot: number) => boolean) | null {
    if (phrases.length === 0 && without.length === 0) return null;
    const wanted = phrases.map((phrase) => this.#slotsWith(phrase));
    const excluded = without.map((phrase) => this.#slotsWith(phrase));
    return (slot) => wanted.every((slots) => slots.has(slot)) && !excluded.some((slots) => slots.has(slot));
  }

  /** Adds what a term gains each text that holds it, and the texts that are new to those found before. */
  #score({ lists, holding }: WeighedTerm, foundBefore: number): number {
    const scores = this.#scores;
    const lengths = this.#lengths;
    const found = this.#found;
    const most = this.#idfOf(holding) * (k1 + 1);
    const evenedByLength = this.#evenedByLength;
    const removed = this.#removedSlots();
    let foundNow = foundBefore;
    for (const { first, postings } of lists) {
      const { packed, to } = postings;
      for (let index = postings.from; index < to; index++) {
        const posting = packed[index] ?? 0;
        const slot = first + (posting >>> countBits);
        if (removed?.has(slot)) continue;
        const count = posting & largestCount;
        const before = scores[slot] ?? 0;
        if (before === 0) found[foundNow++] = slot;
        const evened = k1 * (1 - b) + evenedByLength * (lengths[slot] ?? 0);
        scores[slot] = before + (most * count) / (count + evened);
      }
    }
    return foundNow;
  }

  get #evenedByLength(): number {
    return (k1 * b * this.#size) / this.#totalLength;
  }

  /** So that the best texts are found first, and most of the others need not be kept for a while. */
  #rarestFirst(terms: readonly QueryTerm[]): WeighedTerm[] {
    return terms.map((term) => this.#weigh(term)).sort((one, other) => one.holding - other.holding);
  }

  #weigh(term: QueryTerm): WeighedTerm {
    const lists = this.#postings(term);
    const holding = this.#countTexts(lists);
    if (this.#holding.size >= mostWeights) this.#holding.clear();
    this.#holding.set(term.join(' '), holding);
    return { lists, holding };
  }

  #postings(term: QueryTerm): PlacedPostings[] {
    const forms = term.map(soughtTerm);
    const lists = this.#packed.map(({ first, part }) => ({ first, postings: termPostings(part, forms) }));
    const { first, part } = this.#growing;
    return [...lists, { first, postings: termPostings(part, forms) }];
  }

  #countTexts(lists: readonly PlacedPostings[]): number {
    const removed = this.#removedSlots();
    let count = 0;
    for (const { first, postings } of lists) {
      if (removed === null) count += postings.to - postings.from;
      else {
        for (let index = postings.from; index < postings.to; index++) {
          if (!removed.has(first + ((postings.packed[index] ?? 0) >>> countBits))) count++;
        }
      }
    }
    return count;
  }

  /** `null` when nothing was: most indexes, and they need not ask. */
  #removedSlots(): SlotSet | null {
    return this.#size === this.#slots ? null : this.#removed;
  }

  #idfOf(holding: number): number {
    return Math.log(1 + (this.#size - holding + 0.5) / (holding + 0.5));
  }

  #slotsWith(phrase: Phrase): SlotSet {
    const slots = new SlotSet(this.#slots);
    const sought = phrase.map((term) => term.map(soughtTerm));
    for (const { first, part } of [...this.#packed, this.#growing]) {
      for (const place of placesWith(part, sought)) slots.add(first + place);
    }
    return slots;
  }

  #pack(): void {
    const { first, part } = this.#growing;
    if (part.size === 0) return;
    this.#packed.push({ first, part: new PackedWords(part.pack()) });
    this.#growing = { first: this.#slots, part: new GrowingWords() };
  }

  #count(slot: number, length: number): void {
    this.#lengths[slot] = length;
    this.#totalLength += length;
    this.#size++;
    this.#holding.clear();
  }

  #makeRoom(slots: number): void {
    if (slots <= this.#lengths.length) return;
    const room = Math.max(slots, 2 * this.#lengths.length);
    const lengths = new Uint32Array(room);
    lengths.set(this.#lengths);
    this.#lengths = lengths;
    this.#scores = new Float64Array(room);
    this.#found = new Uint32Array(room);
  }
}
