import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokenEstimator } from './estimate-tokens.ts';

const english = tokenEstimator(
  'It is the language of this text that matters for the count and not its length.',
);
const german = tokenEstimator('Die Sprache dieses Textes entscheidet, nicht seine bloße Länge.');

it.each([
  // Counts of the all-MiniLM-L6-v2 tokenizer.
  [
    'Violations are taken seriously and may result in disciplinary action, up to and including termination.',
    17,
  ],
  ['In 2023, 38.7% of 1,000 runs failed.', 15],
  ['Call archival_memory_search(query, page=2) and read https://example.org/docs.', 26],
])('is near the truth for English: %s', (text, tokens) => {
  expect(english(text)).toBeGreaterThanOrEqual(tokens);
  expect(english(text)).toBeLessThanOrEqual(tokens * 1.4);
});

it('counts more for other languages', () => {
  const text = 'Windkraftanlagen in strukturschwachen Regionen';
  expect(german(text)).toBeGreaterThan(1.5 * english(text));
});

it('counts a token for every ideograph, more for Korean', () => {
  expect(english('東京都')).toBe(3);
  expect(english('한국어')).toBe(8);
});

it('adds up over white space', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      expect(english(`${one} ${other}`)).toBeLessThanOrEqual(english(one) + english(other));
    }),
  );
});
