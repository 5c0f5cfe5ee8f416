import { largestSlot, PostingList } from './posting-list.ts';
import { type RankedSlot, TopRanked } from './top-ranked.ts';

/** Okapi BM25's usual constants: how soon a repeated term stops counting, how much length is evened out. */
const k1 = 1.2;
const b = 0.75;

export interface WordSearchOptions {
  /** Most results, at least 1. */
  readonly limit: number;
  /** Slots to consider; all when left out. */
  readonly accept?: ((slot: number) => boolean) | undefined;
}

/**
 * An inverted index ranked by BM25. Texts have slots, numbers that the caller gives out in rising order and
 * never twice. Adding and removing leaves exactly the index that building it anew would give.
 */
export class WordIndex {
  readonly #postings = new Map<string, PostingList>();
  /** Distinct terms of each text, kept so that it can be removed without its text. */
  readonly #terms = new Map<number, readonly string[]>();
  #lengths = new Uint32Array(64);
  #totalLength = 0;

  /** Texts held. */
  get size(): number {
    return this.#terms.size;
  }

  /** @param words index terms in any order, repeats kept (`foldWords`) */
  add(slot: number, words: readonly string[]): void {
    if (slot > largestSlot) throw new RangeError(`Slot ${slot} is past the last one, ${largestSlot}.`);
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const [term, count] of counts) {
      let list = this.#postings.get(term);
      if (list === undefined) {
        list = new PostingList();
        this.#postings.set(term, list);
      }
      list.append(slot, count);
    }
    this.#terms.set(slot, [...counts.keys()]);
    this.#setLength(slot, words.length);
    this.#totalLength += words.length;
  }

  /** Does nothing when the slot is empty. */
  remove(slot: number): void {
    for (const term of this.#terms.get(slot) ?? []) {
      const list = this.#postings.get(term);
      list?.remove(slot);
      if (list?.length === 0) this.#postings.delete(term);
    }
    if (this.#terms.delete(slot)) this.#totalLength -= this.#lengths[slot] ?? 0;
  }

  /** How much a term tells: inverse document frequency, over 0; the most for a term that is nowhere. */
  idf(term: string): number {
    const holding = this.#postings.get(term)?.length ?? 0;
    return Math.log(1 + (this.size - holding + 0.5) / (holding + 0.5));
  }

  /** Texts that hold at least one of the terms, best first. */
  search(terms: readonly string[], options: WordSearchOptions): RankedSlot[] {
    const { limit, accept } = options;
    const scores = new Map<number, number>();
    const averageLength = this.#totalLength / Math.max(1, this.size);
    for (const term of new Set(terms)) {
      const idf = this.idf(term);
      this.#postings.get(term)?.forEach((slot, count) => {
        const evened = 1 - b + (b * (this.#lengths[slot] ?? 0)) / averageLength;
        const gain = (idf * count * (k1 + 1)) / (count + k1 * evened);
        scores.set(slot, (scores.get(slot) ?? 0) + gain);
      });
    }
    const top = new TopRanked(limit);
    for (const [slot, score] of scores) if (accept === undefined || accept(slot)) top.offer(slot, score);
    return top.sorted();
  }

  #setLength(slot: number, length: number): void {
    if (slot >= this.#lengths.length) {
      const larger = new Uint32Array(2 * (slot + 1));
      larger.set(this.#lengths);
      this.#lengths = larger;
    }
    this.#lengths[slot] = length;
  }
}
