import type { RankedId } from './fuse-rankings.ts';
import { lentShares, type Neighbour } from './lend-scores.ts';

/** What each term of a query gains a text by words, in the terms' order; 0 for one that the text lacks. */
export type TermScores = readonly number[];

/**
 * Scores texts by the query's terms, of which each may also stand in a neighbour: there it counts by a share, and
 * the most that one text of them gains by it. "When did Ada adopt the tortoise?" is answered by "Last May", said
 * after "Ada, when did you adopt it?" and before "The tortoise must be happy".
 *
 * @param termScores zeros for a text that is not there
 * @returns those that have a term or are lent one, in the order of `ids`
 */
export function lendTerms(
  ids: readonly string[],
  neighbours: (id: string) => readonly Neighbour[],
  termScores: (id: string) => TermScores,
): RankedId[] {
  // Candidates often stand side by side: most texts are looked at several times.
  const known = new Map<string, TermScores>();
  const scoresOf = (id: string) => {
    const scores = known.get(id) ?? termScores(id);
    known.set(id, scores);
    return scores;
  };
  return ids.flatMap((id) => {
    const most = [...scoresOf(id)];
    for (const neighbour of neighbours(id)) {
      const share = lentShares[neighbour.distance - 1] ?? 0;
      const lent = scoresOf(neighbour.id);
      for (let term = 0; term < lent.length; term++) {
        const score = share * (lent[term] ?? 0);
        if (score > (most[term] ?? 0)) most[term] = score;
      }
    }
    const score = most.reduce((sum, gained) => sum + gained, 0);
    return score > 0 ? { id, score } : [];
  });
}
