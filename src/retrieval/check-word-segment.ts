import { countBits, type WordSegment } from './word-segment.ts';

/** A segment can't be searched. An error of its own: a full memory, too, is a `RangeError`. */
export class DamagedWords extends RangeError {
  override readonly name = 'DamagedWords';
}

/**
 * What is wrong with a segment that was read from a disk, `null` when it can be searched: all places and
 * numbers are within their arrays. A changed letter or count it does not see.
 */
export function checkWordSegment(segment: WordSegment): string | null {
  const { terms, termEnds, table, postings, postingEnds, words, wordEnds } = segment;
  if (!areEnds(termEnds, terms.length)) return 'its terms do not add up';
  if (postingEnds.length !== termEnds.length) return 'its terms and postings differ in number';
  if (!areEnds(postingEnds, postings.length)) return 'its postings do not add up';
  if (!areEnds(wordEnds, words.length)) return 'its words do not add up';
  const powerOfTwo = table.length > 1 && (table.length & (table.length - 1)) === 0;
  // A full table would have no place where the search for a term ends.
  if (!powerOfTwo || table.length / 2 <= termEnds.length) return 'its table of terms has the wrong size';
  if (!isComplete(table, termEnds.length)) return 'its table of terms is not complete';
  if (words.length > 0 && largestOf(words) >= termEnds.length)
    return 'its texts hold terms that are not there';
  if (postings.length > 0 && largestOf(postings) >>> countBits >= wordEnds.length)
    return 'its terms are in texts not there';
  return null;
}

/** Whether they rise, to the end of what they divide. */
function areEnds(ends: Uint32Array, length: number): boolean {
  let before = 0;
  for (let index = 0; index < ends.length; index++) {
    const end = ends[index] ?? 0;
    if (end < before) return false;
    before = end;
  }
  return before === length;
}

/** 0 of none. Indexed, not iterated: there are millions of them. */
function largestOf(numbers: Uint16Array | Uint32Array): number {
  let largest = 0;
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] ?? 0;
    if (number > largest) largest = number;
  }
  return largest;
}

/** Whether it names as many terms as there are, and no other. */
function isComplete(table: Uint32Array, terms: number): boolean {
  let named = 0;
  for (let at = 1; at < table.length; at += 2) {
    const number = table[at] ?? 0;
    if (number > terms) return false;
    if (number > 0) named++;
  }
  return named === terms;
}
