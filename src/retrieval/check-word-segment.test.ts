import { expect, it } from 'vitest';
import { checkWordSegment } from './check-word-segment.ts';
import { WordIndex } from './word-index.ts';
import type { WordSegment } from './word-segment.ts';

function sound(): WordSegment {
  const index = new WordIndex();
  for (const text of ['the red lantern', 'a lantern', '']) index.add(text.split(' '));
  const [packed] = index.segments();
  if (packed === undefined) throw new Error('Nothing was packed.');
  return structuredClone(packed.segment);
}

it('finds nothing wrong with what was packed', () => {
  expect(checkWordSegment(sound())).toBeNull();
});

it.each<[string, (segment: WordSegment) => WordSegment]>([
  ['terms cut off', (it) => ({ ...it, terms: it.terms.subarray(1) })],
  ['ends of terms out of order', (it) => ({ ...it, termEnds: it.termEnds.toReversed() })],
  ['a missing end of postings', (it) => ({ ...it, postingEnds: it.postingEnds.subarray(1) })],
  ['postings cut off', (it) => ({ ...it, postings: it.postings.subarray(1) })],
  ['a posting of no text', (it) => ({ ...it, postings: it.postings.map((posting) => posting + 0x300) })],
  ['words cut off', (it) => ({ ...it, words: it.words.subarray(1) })],
  ['a word that is no term', (it) => ({ ...it, words: it.words.map(() => 99) })],
  ['a missing text', (it) => ({ ...it, wordEnds: it.wordEnds.subarray(0, 1) })],
  ['a table of the wrong size', (it) => ({ ...it, table: it.table.subarray(1) })],
  ['no table', (it) => ({ ...it, table: new Uint32Array(0) })],
  ['an empty table', (it) => ({ ...it, table: new Uint32Array(it.table.length) })],
  ['a table of terms that are not there', (it) => ({ ...it, table: it.table.map(() => 99) })],
  ['a full table', (it) => ({ ...it, table: it.table.map(() => 1) })],
])('sees %s', (_name, damage) => {
  expect(checkWordSegment(damage(sound()))).not.toBeNull();
});
