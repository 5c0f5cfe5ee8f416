import type { ResultPage } from '../kernel/memory-search.ts';

/** How a search compared, to follow a count of what it found: "by words and by meaning". */
export function describeComparison({
  byMeaning,
  leansOnWords,
}: Pick<ResultPage<unknown>, 'byMeaning' | 'leansOnWords'>): string {
  if (!byMeaning) return 'by words alone';
  if (leansOnWords) return 'mostly by words, as the search model does not know this language';
  return 'by words and by meaning';
}
