import { lendScores, type Neighbour } from './lend-scores.ts';

export interface RankedId {
  readonly id: string;
  /** Comparable within one ranking only. */
  readonly score: number;
}

/**
 * Least cosine that makes a text found by meaning alone. MiniLM gives unrelated sentences mostly less than
 * 0.2; without a floor every text would count as found, and totals would say nothing.
 */
export const leastSimilarity = 0.25;

/** Cosine that says nothing for a text. */
const unrelated = 0.2;

/** Least cosine that counts in full: a weak best stays weak. */
const fullSimilarity = 0.55;

/**
 * How much meaning counts, from 0 to 1; words count for the rest. Messages are short, and MiniLM tells them
 * apart worse than their words do; questions to documents are seldom put in the documents' own words.
 */
export const meaningWeights = { message: 0.2, passage: 0.55 } as const;

export interface Rankings {
  /** BM25 scores, best first, each id at most once. */
  readonly byWords: readonly RankedId[];
  /** Score of a text of average length that holds every term of the query once: the sum of their idf. */
  readonly allWords: number;
  /** Cosines, each id at most once: the nearest texts, and those found by words; empty without vectors. */
  readonly byMeaning: readonly RankedId[];
  /** One of `meaningWeights`. */
  readonly meaningWeight: number;
  /** The texts around one that lend it from their scores (`lendScores`); left out where texts stand alone. */
  readonly neighbours?: ((id: string) => readonly Neighbour[]) | undefined;
}

/**
 * Fuses a ranking by words with one by meaning: the weighted sum of each text's share of a full score, an
 * absent one being 0. A full score is the list's best or, if that is more, what a good match would have: a
 * best by words with one common term of four counts for little. Equals stand newest first, then by id, so
 * that the order is the same in every session.
 *
 * Reciprocal rank and min-max fusion were compared with it on five data sets, and what neighbours bring
 * (docs/decisions/2026-11-20-score-fusion.md).
 *
 * @param at time of an id, milliseconds since 1970
 */
export function fuseRankings(rankings: Rankings, at: (id: string) => number): RankedId[] {
  const fused = inOrder(addShares(rankings), at);
  return rankings.neighbours === undefined ? fused : inOrder(lendScores(fused, rankings.neighbours), at);
}

function addShares({ byWords, byMeaning, allWords, meaningWeight }: Rankings): RankedId[] {
  const fullWords = Math.max(allWords, byWords[0]?.score ?? 0);
  const share = (score: number) => (1 - meaningWeight) * (score / fullWords);
  if (byMeaning.length === 0) return byWords.map(({ id, score }) => ({ id, score: share(score) }));
  const nearest = byMeaning.reduce((most, { score }) => Math.max(most, score), fullSimilarity);
  const scores = new Map<string, number>();
  for (const { id, score } of byWords) scores.set(id, share(score));
  for (const { id, score } of byMeaning) {
    const near = Math.max(0, (score - unrelated) / (nearest - unrelated));
    scores.set(id, (scores.get(id) ?? 0) + meaningWeight * near);
  }
  return Array.from(scores, ([id, score]) => ({ id, score }));
}

function inOrder(fused: RankedId[], at: (id: string) => number): RankedId[] {
  return fused.sort((a, b) => b.score - a.score || at(b.id) - at(a.id) || (a.id < b.id ? -1 : 1));
}
