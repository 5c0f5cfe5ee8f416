import { hashTable } from './hash-table.ts';
import type { Postings, SoughtTerm, WordPart } from './word-part.ts';
import { largestCount, mostPlaces, mostShortNumbers, type WordSegment } from './word-segment.ts';

const encoder = new TextEncoder();
/** Of one UTF-16 unit in UTF-8. */
const mostBytes = 3;

/** The part of an index that texts are added to, in an order that packing keeps. */
export class GrowingWords implements WordPart {
  readonly #numbers = new Map<string, number>();
  readonly #postings: number[][] = [];
  #words = new Uint32Array(1024);
  readonly #wordEnds: number[] = [];
  /** How often each term was met in the text that is being added; zeros in between. */
  readonly #counts: number[] = [];

  get size(): number {
    return this.#wordEnds.length;
  }

  get words(): ArrayLike<number> {
    return this.#words;
  }

  wordsEnd(place: number): number {
    return this.#wordEnds[place] ?? 0;
  }

  /** @param words index terms in order, repeats kept */
  add(words: readonly string[]): void {
    this.addNumbered(words.map((word) => this.numberFor(word)));
  }

  /** @param numbers of a text's terms in order, each from `numberFor` */
  addNumbered(numbers: readonly number[]): void {
    const place = this.size;
    if (place >= mostPlaces) throw new RangeError(`A word segment holds no more than ${mostPlaces} texts.`);
    const start = this.#wordEnds.at(-1) ?? 0;
    this.#makeRoom(start + numbers.length);
    this.#words.set(numbers, start);
    const distinct: number[] = [];
    for (const number of numbers) {
      const count = this.#counts[number] ?? 0;
      if (count === 0) distinct.push(number);
      this.#counts[number] = count + 1;
    }
    for (const number of distinct) {
      const count = Math.min(largestCount, this.#counts[number] ?? 0);
      // Multiplied, not shifted: a shift would make high places negative.
      this.#postings[number]?.push(place * (largestCount + 1) + count);
      this.#counts[number] = 0;
    }
    this.#wordEnds.push(start + numbers.length);
  }

  /** The term's number here, a new one if need be. */
  numberFor(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#postings.length;
    this.#numbers.set(word, number);
    this.#postings.push([]);
    this.#counts.push(0);
    return number;
  }

  numberOf({ text }: SoughtTerm): number | null {
    return this.#numbers.get(text) ?? null;
  }

  postings(number: number): Postings {
    const packed = this.#postings[number] ?? [];
    return { packed, from: 0, to: packed.length };
  }

  /** A copy that takes no more texts. */
  pack(): WordSegment {
    const count = this.#postings.length;
    const words = this.#words.subarray(0, this.#wordEnds.at(-1) ?? 0);
    const { terms, termEnds } = this.#packTerms();
    const postingEnds = new Uint32Array(count);
    let end = 0;
    this.#postings.forEach((list, number) => {
      end += list.length;
      postingEnds[number] = end;
    });
    const postings = new Uint32Array(end);
    this.#postings.forEach((list, number) => {
      postings.set(list, (postingEnds[number] ?? 0) - list.length);
    });
    return {
      terms,
      termEnds,
      table: hashTable(terms, termEnds),
      postings,
      postingEnds,
      words: count <= mostShortNumbers ? Uint16Array.from(words) : words.slice(),
      wordEnds: Uint32Array.from(this.#wordEnds),
    };
  }

  #packTerms(): Pick<WordSegment, 'terms' | 'termEnds'> {
    const texts = [...this.#numbers.keys()];
    const most = texts.reduce((length, text) => length + mostBytes * text.length, 0);
    const terms = new Uint8Array(most);
    const termEnds = new Uint32Array(texts.length);
    let end = 0;
    texts.forEach((text, number) => {
      end += encoder.encodeInto(text, terms.subarray(end)).written;
      termEnds[number] = end;
    });
    return { terms: terms.slice(0, end), termEnds };
  }

  #makeRoom(length: number): void {
    if (length <= this.#words.length) return;
    const larger = new Uint32Array(Math.max(length, 2 * this.#words.length));
    larger.set(this.#words);
    this.#words = larger;
  }
}
