import { expect, it } from 'vitest';
import { foundBy } from './found-by.ts';

it('names what speaks for a text', () => {
  expect(foundBy(0.5, 0)).toBe('words');
  expect(foundBy(0.5, 0.24)).toBe('words');
  expect(foundBy(0.5, 0.25)).toBe('both');
  expect(foundBy(0, 0.6)).toBe('meaning');
});

it('blames meaning for what shares no word, however the cosine was rounded', () => {
  expect(foundBy(0, 0.2499)).toBe('meaning');
});
