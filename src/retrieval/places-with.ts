import { termPostings } from './term-postings.ts';
import type { SoughtTerm, WordPart } from './word-part.ts';
import { countBits } from './word-segment.ts';

/** Places of the texts in which words follow each other as in the phrase: looked for where its rarest word is. */
export function placesWith(part: WordPart, phrase: readonly (readonly SoughtTerm[])[]): number[] {
  const numbers = phrase.map((forms) => forms.flatMap((form) => part.numberOf(form) ?? []));
  const [rarest] = phrase
    .map((forms) => termPostings(part, forms))
    .toSorted((one, other) => one.to - one.from - (other.to - other.from));
  if (rarest === undefined) return [];
  const places: number[] = [];
  for (let index = rarest.from; index < rarest.to; index++) {
    const place = (rarest.packed[index] ?? 0) >>> countBits;
    if (holdsInOrder(part, place, numbers)) places.push(place);
  }
  return places;
}

function holdsInOrder(part: WordPart, place: number, phrase: readonly (readonly number[])[]): boolean {
  const { words } = part;
  const last = part.wordsEnd(place) - phrase.length;
  for (let start = place === 0 ? 0 : part.wordsEnd(place - 1); start <= last; start++) {
    if (phrase.every((numbers, offset) => numbers.includes(words[start + offset] ?? -1))) return true;
  }
  return false;
}
