import type { Postings, SoughtTerm, WordPart } from './word-part.ts';
import type { WordSegment } from './word-segment.ts';

const decoder = new TextDecoder();

/** A segment as part of an index. */
export class PackedWords implements WordPart {
  readonly segment: WordSegment;
  readonly size: number;
  readonly words: ArrayLike<number>;

  /** @param segment one that `checkWordSegment` found nothing wrong with */
  constructor(segment: WordSegment) {
    this.segment = segment;
    this.size = segment.wordEnds.length;
    this.words = segment.words;
  }

  numberOf({ bytes, hash }: SoughtTerm): number | null {
    const { table } = this.segment;
    const mask = table.length - 1;
    for (let at = (2 * hash) & mask; ; at = (at + 2) & mask) {
      const number = table[at + 1] ?? 0;
      if (number === 0) return null;
      if (table[at] === hash && this.#isTerm(number - 1, bytes)) return number - 1;
    }
  }

  postings(number: number): Postings {
    const { postings, postingEnds } = this.segment;
    return { packed: postings, from: endBefore(postingEnds, number), to: postingEnds[number] ?? 0 };
  }

  wordsEnd(place: number): number {
    return this.segment.wordEnds[place] ?? 0;
  }

  term(number: number): string {
    const { terms, termEnds } = this.segment;
    return decoder.decode(terms.subarray(endBefore(termEnds, number), termEnds[number]));
  }

  #isTerm(number: number, bytes: ArrayLike<number>): boolean {
    const { terms, termEnds } = this.segment;
    const start = endBefore(termEnds, number);
    if ((termEnds[number] ?? 0) - start !== bytes.length) return false;
    for (let index = 0; index < bytes.length; index++)
      if (terms[start + index] !== bytes[index]) return false;
    return true;
  }
}

function endBefore(ends: Uint32Array, number: number): number {
  return number === 0 ? 0 : (ends[number - 1] ?? 0);
}
