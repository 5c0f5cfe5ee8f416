import { expect, test } from 'vitest';
import type { QueryTerm } from './query-term.ts';
import { termCoverage } from './term-coverage.ts';

const idf = (term: QueryTerm) => (term.includes('garage') ? 3 : 1);

test('a text that holds every term covers the query', () => {
  expect(termCoverage('The garage is given up in May.', 'When is the garage given up?', idf)).toBe(1);
});

test('a rare term counts for more than a common one', () => {
  const rare = termCoverage('A garage.', 'garage lease', idf);
  const common = termCoverage('A lease.', 'garage lease', idf);
  expect(rare).toBeGreaterThan(common);
  expect(rare + common).toBeCloseTo(1);
});

test('nothing in common covers nothing', () => {
  expect(termCoverage('Bread.', 'garage', idf)).toBe(0);
  expect(termCoverage('Bread.', '', idf)).toBe(0);
});

test('a word counts in the form that its language has', () => {
  expect(termCoverage('Das sind die Häuser der Stadt.', 'Haus Städte', idf)).toBe(1);
});
