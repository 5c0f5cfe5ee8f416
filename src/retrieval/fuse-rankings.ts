import { lenders, lendScores, type Neighbour } from './lend-scores.ts';
import { lendTerms, type TermScores } from './lend-terms.ts';

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
export const meaningWeights = { message: 0.25, passage: 0.55 } as const;

export interface Rankings {
  /** BM25 scores, each id at most once. */
  readonly byWords: readonly RankedId[];
  /** Score of a text of average length that holds every term of the query once: the sum of their idf. */
  readonly allWords: number;
  /** Cosines, each id at most once: the nearest texts, and those found by words; empty without vectors. */
  readonly byMeaning: readonly RankedId[];
  /** One of `meaningWeights`. */
  readonly meaningWeight: number;
  /** The texts around one that lend it from their scores (`lendScores`); left out where texts stand alone. */
  readonly neighbours?: ((id: string) => readonly Neighbour[]) | undefined;
  /** Of any text, by which its score by words comes about; with it neighbours lend single terms too (`lendTerms`). */
  readonly termScores?: ((id: string) => TermScores) | undefined;
}

/** Gives every id of either ranking a score, from 0 to 1. */
export type AddRankings = (rankings: Rankings, at: (id: string) => number) => RankedId[];

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
 * @param add how the two are added; other ways than this one are there to be compared with it
 */
export function fuseRankings(
  rankings: Rankings,
  at: (id: string) => number,
  add: AddRankings = addShares,
): RankedId[] {
  const { neighbours, termScores, byWords } = rankings;
  const fused = inOrder(add(rankings, at), at);
  if (neighbours === undefined) return fused;
  if (termScores === undefined) return inOrder(lendScores(fused, neighbours), at);
  const best = fused.slice(0, lenders).map(({ id }) => id);
  const lent = lendTerms(best, neighbours, termScores);
  const others = new Map(byWords.map((ranked) => [ranked.id, ranked]));
  for (const { id } of lent) others.delete(id);
  const withLent = add({ ...rankings, byWords: [...lent, ...others.values()] }, at);
  return inOrder(lendScores(inOrder(withLent, at), neighbours), at);
}

function addShares({ byWords, byMeaning, allWords, meaningWeight }: Rankings): RankedId[] {
  const fullWords = byWords.reduce((most, { score }) => Math.max(most, score), allWords);
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
