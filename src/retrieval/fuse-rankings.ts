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
}

/**
 * Fuses a ranking by words with one by meaning: the weighted sum of each text's share of a full score, an
 * absent one being 0. A full score is the list's best or, if that is more, what a good match would have: a
 * best by words with one common term of four counts for little. Equals stand newest first, then by id, so
 * that the order is the same in every session.
 *
 * With MiniLM, words alone, reciprocal rank fusion and this have a recall@10 of 59.6, 53.5 and 62.3 on LoCoMo's
 * chats, and a recall@3 of 42.5, 47.0 and 56.0 on NQ-Open (more in docs/decisions/2026-11-20-score-fusion.md).
 *
 * @param at time of an id, milliseconds since 1970
 */
export function fuseRankings(rankings: Rankings, at: (id: string) => number): RankedId[] {
  const { byWords, byMeaning, meaningWeight } = rankings;
  const fullWords = Math.max(rankings.allWords, byWords[0]?.score ?? 0);
  const nearest = byMeaning.reduce((most, { score }) => Math.max(most, score), fullSimilarity);
  const scores = new Map<string, number>();
  for (const { id, score } of byWords) scores.set(id, (1 - meaningWeight) * (score / fullWords));
  for (const { id, score } of byMeaning) {
    const share = Math.max(0, (score - unrelated) / (nearest - unrelated));
    scores.set(id, (scores.get(id) ?? 0) + meaningWeight * share);
  }
  return [...scores]
    .map(([id, score]) => ({ id, score }))
    .sort((a, b) => b.score - a.score || at(b.id) - at(a.id) || (a.id < b.id ? -1 : 1));
}
