import { expect, it } from 'vitest';
import { describeFound } from './describe-found.ts';

it('names the reason and the score', () => {
  expect(describeFound('words', 0.4512)).toBe('found by words, 0.45');
  expect(describeFound('meaning', 1)).toBe('found by meaning, 1.00');
  expect(describeFound('both', 0.999)).toBe('found by words and meaning, 1.00');
});
