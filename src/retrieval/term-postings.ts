import type { Postings, SoughtTerm, WordPart } from './word-part.ts';
import { countBits, largestCount } from './word-segment.ts';

const none: Postings = { packed: [], from: 0, to: 0 };

/** The texts of a part that hold a term in any of its forms; places rise. */
export function termPostings(part: WordPart, forms: readonly SoughtTerm[]): Postings {
  let all = none;
  for (const form of forms) {
    const number = part.numberOf(form);
    if (number !== null) all = all === none ? part.postings(number) : merged(all, part.postings(number));
  }
  return all;
}

/** A text that has both holds the term as often as both together. */
function merged(one: Postings, other: Postings): Postings {
  const packed: number[] = [];
  for (let i = one.from, j = other.from; i < one.to || j < other.to; ) {
    const first = postingAt(one, i);
    const second = postingAt(other, j);
    const [firstPlace, secondPlace] = [placeOf(first), placeOf(second)];
    if (firstPlace === secondPlace) {
      const count = (first & largestCount) + (second & largestCount);
      packed.push(first - (first & largestCount) + Math.min(largestCount, count));
    } else packed.push(Math.min(first, second));
    if (firstPlace <= secondPlace) i++;
    if (secondPlace <= firstPlace) j++;
  }
  return { packed, from: 0, to: packed.length };
}

/** Endless past the end of the list. */
function postingAt({ packed, to }: Postings, index: number): number {
  return index < to ? (packed[index] ?? 0) : Number.POSITIVE_INFINITY;
}

/** Divided, not shifted, so that what is endless stays so. */
function placeOf(posting: number): number {
  return Math.floor(posting / 2 ** countBits);
}
