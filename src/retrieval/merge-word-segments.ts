import { GrowingWords } from './growing-words.ts';
import { PackedWords } from './packed-words.ts';
import type { SlotSet } from './slot-set.ts';
import type { WordSegment } from './word-segment.ts';

/** A segment and which of its texts are gone, by their places. */
export interface TornSegment {
  readonly segment: WordSegment;
  readonly removed: SlotSet;
}

/**
 * One segment of the texts that are left in several, in their order: nothing of what was removed is in it. The
 * segments are as `checkWordSegment` wants them.
 */
export function mergeWordSegments(torn: readonly TornSegment[]): WordSegment {
  const merged = new GrowingWords();
  for (const { segment, removed } of torn) {
    const part = new PackedWords(segment);
    // Each term is read once, and only if a text that is left holds it.
    const numbers: (number | undefined)[] = [];
    const numberFor = (old: number) => {
      const number = numbers[old] ?? merged.numberFor(part.term(old));
      numbers[old] = number;
      return number;
    };
    let start = 0;
    for (let place = 0; place < part.size; place++) {
      const end = part.wordsEnd(place);
      if (!removed.has(place)) merged.addNumbered(Array.from(segment.words.subarray(start, end), numberFor));
      start = end;
    }
  }
  return merged.pack();
}
