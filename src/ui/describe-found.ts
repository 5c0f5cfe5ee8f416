import type { FoundBy } from '../kernel/found-by.ts';

const reasons: Readonly<Record<FoundBy, string>> = {
  words: 'by words',
  meaning: 'by meaning',
  both: 'by words and meaning',
};

/**
 * Why a search found something, such as "found by words, 0.82".
 *
 * @param score comparable with those beside it, from 0 to 1
 */
export function describeFound(by: FoundBy, score: number): string {
  return `found ${reasons[by]}, ${score.toFixed(2)}`;
}
