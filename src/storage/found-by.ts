import type { FoundBy } from '../kernel/found-by.ts';
import { leastSimilarity } from '../retrieval/fuse-rankings.ts';

/**
 * Why a search by words and by meaning found a text.
 *
 * @param coverage share of the query's terms that the text has, from 0 to 1
 * @param similarity its cosine with the query; 0 where it has no vector yet
 */
export function foundBy(coverage: number, similarity: number): FoundBy {
  if (coverage === 0) return 'meaning';
  return similarity >= leastSimilarity ? 'both' : 'words';
}
