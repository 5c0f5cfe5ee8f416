import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GrowingWords } from './growing-words.ts';
import { mergeWordSegments } from './merge-word-segments.ts';
import { SlotSet } from './slot-set.ts';

type Text = readonly string[];

const word = fc.oneof(
  fc.constantFrom('red', 'lantern', 'häuser', '日本', '🙂'),
  fc.string({ minLength: 1, maxLength: 3, unit: 'grapheme' }),
);
const text = fc.array(word, { maxLength: 8 });
const segments = fc.array(fc.array(fc.tuple(text, fc.boolean()), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 4,
});

function pack(texts: readonly Text[]) {
  const words = new GrowingWords();
  for (const each of texts) words.add(each);
  return words.pack();
}

it('gives what packing the texts that are left would give', () => {
  fc.assert(
    fc.property(segments, (drawn) => {
      const torn = drawn.map((texts) => {
        const removed = new SlotSet();
        texts.forEach(([, isRemoved], place) => {
          if (isRemoved) removed.add(place);
        });
        return { segment: pack(texts.map(([each]) => each)), removed };
      });
      const left = drawn.flatMap((texts) => texts.flatMap(([each, isRemoved]) => (isRemoved ? [] : [each])));
      expect(mergeWordSegments(torn)).toEqual(pack(left));
    }),
  );
});

it('counts a word up to 255 times, and numbers more terms than its first table holds', () => {
  const often: Text = Array.from({ length: 300 }, () => 'red');
  const many: Text = Array.from({ length: 5000 }, (_, index) => `word${index}`);
  const torn = [[often], [many, often]].map((texts) => ({ segment: pack(texts), removed: new SlotSet() }));
  expect(mergeWordSegments(torn)).toEqual(pack([often, many, often]));
});
