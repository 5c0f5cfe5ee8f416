import { expect, test } from 'vitest';
import type { QueryTerm } from './query-term.ts';
import { readQuery } from './read-query.ts';
import { termCoverage } from './term-coverage.ts';

const coverage = (text: string, query: string) => termCoverage(text, readQuery(query).terms, idf);
const idf = (term: QueryTerm) => (term.includes('garage') ? 3 : 1);

test('a text that holds every term covers the query', () => {
  expect(coverage('The garage is given up in May.', 'When is the garage given up?')).toBe(1);
});

test('a rare term counts for more than a common one', () => {
  const rare = coverage('A garage.', 'garage lease');
  const common = coverage('A lease.', 'garage lease');
  expect(rare).toBeGreaterThan(common);
  expect(rare + common).toBeCloseTo(1);
});

test('nothing in common covers nothing', () => {
  expect(coverage('Bread.', 'garage')).toBe(0);
  expect(coverage('Bread.', '')).toBe(0);
});

test('a word counts in the form that its language has', () => {
  expect(coverage('Das sind die Häuser der Stadt.', 'Haus Städte')).toBe(1);
});
