import { expect, test } from 'vitest';
import { describeKept, describeUndone } from './describe-undone.ts';

test.each([
  [
    { blocks: ['human'], notes: 1, kept: [] },
    'Core memory (human) and 1 note were taken back with the answer they belonged to.',
  ],
  [
    { blocks: ['human', 'persona'], notes: 0, kept: [] },
    'Core memory (human, persona) was taken back with the answer it belonged to.',
  ],
  [{ blocks: [], notes: 1, kept: [] }, '1 note was taken back with the answer it belonged to.'],
  [{ blocks: [], notes: 2, kept: [] }, '2 notes were taken back with the answer they belonged to.'],
  [{ blocks: [], notes: 0, kept: ['human'] }, 'human was changed since and was left as it is.'],
  [
    { blocks: ['persona'], notes: 0, kept: ['human'] },
    'Core memory (persona) was taken back with the answer it belonged to. human was changed since and was left as it is.',
  ],
  [{ blocks: [], notes: 0, kept: [] }, ''],
])('%o', (undone, words) => {
  expect(describeUndone(undone)).toBe(words);
});

test('several blocks that were changed since', () => {
  expect(describeKept(['human', 'persona'])).toBe(
    'human and persona were changed since and were left as they are.',
  );
});
