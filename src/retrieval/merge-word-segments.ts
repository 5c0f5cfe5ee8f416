import { hashTable } from './hash-table.ts';
import type { SlotSet } from './slot-set.ts';
import { TermNumbers } from './term-numbers.ts';
import { countBits, largestCount, mostPlaces, mostShortNumbers, type WordSegment } from './word-segment.ts';

/** A segment and which of its texts are gone, by their places. */
export interface TornSegment {
  readonly segment: WordSegment;
  readonly removed: SlotSet;
}

type Words = Pick<WordSegment, 'words' | 'wordEnds'>;

/**
 * One segment of the texts that are left in several, in their order: nothing of what was removed is in it. The
 * segments are as `checkWordSegment` wants them.
 */
export function mergeWordSegments(torn: readonly TornSegment[]): WordSegment {
  const numbers = new TermNumbers();
  const kept = keptWords(torn, numbers);
  const { terms, termEnds } = numbers.pack();
  return {
    terms,
    termEnds,
    table: hashTable(terms, termEnds),
    ...postingsOf(kept, termEnds.length),
    words: termEnds.length <= mostShortNumbers ? Uint16Array.from(kept.words) : kept.words,
    wordEnds: kept.wordEnds,
  };
}

/** The words of the texts that are left, by numbers in the order of their first use. */
function keptWords(torn: readonly TornSegment[], numbers: TermNumbers): Words {
  const most = torn.reduce((sum, { segment }) => sum + segment.words.length, 0);
  const words = new Uint32Array(most);
  const wordEnds: number[] = [];
  let length = 0;
  for (const { segment, removed } of torn) {
    // Each term is looked up once, and only if a text that is left holds it.
    const known = new Int32Array(segment.termEnds.length).fill(-1);
    let from = 0;
    for (let place = 0; place < segment.wordEnds.length; place++) {
      const to = segment.wordEnds[place] ?? 0;
      if (!removed.has(place)) {
        for (let index = from; index < to; index++) {
          const old = segment.words[index] ?? 0;
          let number = known[old] ?? -1;
          if (number < 0) {
            number = numbers.numberOf(segment.terms, segment.termEnds, old);
            known[old] = number;
          }
          words[length++] = number;
        }
        wordEnds.push(length);
      }
      from = to;
    }
  }
  if (wordEnds.length > mostPlaces) {
    throw new RangeError(`A word segment holds no more than ${mostPlaces} texts.`);
  }
  return { words: words.slice(0, length), wordEnds: Uint32Array.from(wordEnds) };
}

function postingsOf(kept: Words, terms: number): Pick<WordSegment, 'postings' | 'postingEnds'> {
  const holding = new Uint32Array(terms);
  eachWord(kept, terms, (number, _, isFirst) => {
    if (isFirst) holding[number] = (holding[number] ?? 0) + 1;
  });
  const postingEnds = new Uint32Array(terms);
  /** Where each term's last posting stands. */
  const last = new Uint32Array(terms);
  let end = 0;
  for (let number = 0; number < terms; number++) {
    last[number] = end - 1;
    end += holding[number] ?? 0;
    postingEnds[number] = end;
  }
  const postings = new Uint32Array(end);
  eachWord(kept, terms, (number, place, isFirst) => {
    const at = ((last[number] ?? 0) + (isFirst ? 1 : 0)) >>> 0;
    last[number] = at;
    if (isFirst) postings[at] = (place << countBits) >>> 0;
    if (((postings[at] ?? 0) & largestCount) < largestCount) postings[at] = (postings[at] ?? 0) + 1;
  });
  return { postings, postingEnds };
}

/** Visits words in order, and tells whether one is the first of its kind in its text. */
function eachWord(
  { words, wordEnds }: Words,
  terms: number,
  visit: (number: number, place: number, isFirst: boolean) => void,
): void {
  /** The text in which each term was met last, plus one. */
  const met = new Uint32Array(terms);
  let from = 0;
  for (let place = 0; place < wordEnds.length; place++) {
    const to = wordEnds[place] ?? 0;
    for (let index = from; index < to; index++) {
      const number = words[index] ?? 0;
      visit(number, place, met[number] !== place + 1);
      met[number] = place + 1;
    }
    from = to;
  }
}
