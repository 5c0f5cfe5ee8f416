import type { SoughtTerm, WordPart } from './word-part.ts';
import { largestCount } from './word-segment.ts';

/**
 * Counts how often a text of a part holds each of the terms, in any of its forms, as its postings do. It reads the
 * text's words: for a few texts that is sooner done than to look each up in the list of every term.
 */
export function countTerms(
  part: WordPart,
  terms: readonly (readonly SoughtTerm[])[],
): (place: number) => number[] {
  const termsOf = new Map<number, number[]>();
  for (const [index, forms] of terms.entries()) {
    for (const form of forms) {
      const number = part.numberOf(form);
      if (number === null) continue;
      const sharing = termsOf.get(number);
      if (sharing === undefined) termsOf.set(number, [index]);
      else sharing.push(index);
    }
  }
  return (place) => {
    const counts = terms.map(() => 0);
    const { words } = part;
    const end = part.wordsEnd(place);
    for (let at = place === 0 ? 0 : part.wordsEnd(place - 1); at < end; at++) {
      const sharing = termsOf.get(words[at] ?? -1);
      if (sharing === undefined) continue;
      for (const index of sharing) counts[index] = Math.min(largestCount, (counts[index] ?? 0) + 1);
    }
    return counts;
  };
}
