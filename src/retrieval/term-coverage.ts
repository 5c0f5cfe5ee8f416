import { foldWords } from './fold-words.ts';
import type { QueryTerm } from './query-term.ts';

/** In a small collection every word is common, and one that occurs nowhere would outweigh all others. */
const leastWeight = 1;

/**
 * The share of a query that a text speaks of, from 0 to 1: each distinct term of the query counts for what it
 * tells.
 *
 * @param terms the query's (`readQuery`)
 * @param idf how much a term tells, from the index that found the text; over 0
 */
export function termCoverage(
  text: string,
  terms: readonly QueryTerm[],
  idf: (term: QueryTerm) => number,
): number {
  const present = new Set(foldWords(text));
  let [told, asked] = [0, 0];
  for (const term of terms) {
    const weight = Math.max(leastWeight, idf(term));
    asked += weight;
    if (term.some((form) => present.has(form))) told += weight;
  }
  return asked === 0 ? 0 : told / asked;
}
