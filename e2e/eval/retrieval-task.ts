import type { meaningWeights } from '../../src/retrieval/fuse-rankings.ts';

/** A message or passage as the app would have it. */
export interface EvalText {
  readonly id: string;
  /** As the app embeds it. */
  readonly text: string;
  /** As the app indexes its words. */
  readonly words: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** In which it was said; `null` for a passage. */
  readonly conversation: string | null;
}

export interface EvalQuestion {
  readonly text: string;
  /** Ids of the texts that answer it, at least one. */
  readonly gold: readonly string[];
}

/** Texts that are searched together, and what is asked of them. */
export interface RetrievalTask {
  readonly texts: readonly EvalText[];
  readonly questions: readonly EvalQuestion[];
}

/** What a ranking of ids earns for one question, from 0 to 1. */
export type ScoreRanking = (ranked: readonly string[], gold: readonly string[], cutoff: number) => number;

export interface RetrievalSet {
  /** As in the figures' names: `nq`. */
  readonly name: string;
  /** The figure's own name: `gold_at_10`. */
  readonly figure: string;
  readonly kind: keyof typeof meaningWeights;
  /** How many ids are returned. */
  readonly cutoff: number;
  readonly score: ScoreRanking;
  readonly tasks: readonly RetrievalTask[];
}
