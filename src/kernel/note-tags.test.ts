import { expect, test } from 'vitest';
import { LONGEST_TAG, MAX_TAGS, noteTags } from './note-tags.ts';

test.each([
  [['Garden'], ['garden']],
  [
    ['#Kitchen garden', ' tax  2024 '],
    ['kitchen-garden', 'tax-2024'],
  ],
  [
    ['a', 'A', '#a', 'b'],
    ['a', 'b'],
  ],
  [
    ['Übung', '東京'],
    ['übung', '東京'],
  ],
  [['', '  ', '#', '--'], []],
])('%j is kept as %j', (written, kept) => {
  expect(noteTags(written)).toEqual(kept);
});

test('a tag is short, and a note has only so many', () => {
  expect(noteTags([`${'x'.repeat(LONGEST_TAG - 1)} long`])).toEqual(['x'.repeat(LONGEST_TAG - 1)]);
  const many = Array.from({ length: 30 }, (_, index) => `t${index}`);
  expect(noteTags(many)).toEqual(many.slice(0, MAX_TAGS));
});

test('tags that were kept once stay as they are', () => {
  const kept = noteTags(['Kitchen garden', 'x'.repeat(40), '#Ünder']);
  expect(noteTags(kept)).toEqual(kept);
});
