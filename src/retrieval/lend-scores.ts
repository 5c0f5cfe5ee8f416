import type { RankedId } from './fuse-rankings.ts';

/** A text that was said before or after another one. */
export interface Neighbour {
  readonly id: string;
  /** How many texts away, from 1. */
  readonly distance: number;
}

/** What a text lends to those one, two, three, four and five away, as a share of its own score. */
export const lentShares = [0.5, 0.4, 0.3, 0.2, 0.1] as const;

/** Farthest distance at which a text lends anything. */
export const lendingReach = lentShares.length;

/** Of a long list the best lend, and are lent terms: looking at more changes nothing that is shown (measured). */
export const lenders = 200;

/**
 * Adds to each text's score the most that one of its neighbours lends it: an answer often has none of the words
 * that the question before it has. What was not found by itself borrows nothing. Scores stay within 0 and 1.
 *
 * What it brings on LoCoMo's chats: docs/decisions/2026-11-20-score-fusion.md.
 *
 * @param ranked best first, each id at most once
 * @returns in the order of `ranked`
 */
export function lendScores(
  ranked: readonly RankedId[],
  neighbours: (id: string) => readonly Neighbour[],
): RankedId[] {
  const lent = new Map<string, number>();
  for (const { id, score } of ranked.slice(0, lenders)) {
    for (const neighbour of neighbours(id)) {
      const share = score * (lentShares[neighbour.distance - 1] ?? 0);
      if (share > (lent.get(neighbour.id) ?? 0)) lent.set(neighbour.id, share);
    }
  }
  return ranked.map(({ id, score }) => ({ id, score: (score + (lent.get(id) ?? 0)) / (1 + lentShares[0]) }));
}
