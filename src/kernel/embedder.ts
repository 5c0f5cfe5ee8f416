import type { CancelSignal } from './cancel-signal.ts';

/** `later`: nobody waits for it, so whatever is asked `now` goes first. */
export type EmbedUrgency = 'now' | 'later';

/**
 * What a text is to search: some models were trained with words of their own before each, so that a question and
 * what answers it are embedded differently.
 */
export type EmbedRole = 'query' | 'passage';

/** Of what languages a model tells the meaning: English alone, or some hundred. */
export type EmbedderLanguages = 'en' | 'many';

/** Turns text into unit vectors whose dot product is similarity of meaning. */
export interface Embedder {
  /** Names weights, precision, pooling and prefixes together: vectors of different ids are never compared. */
  readonly modelId: string;
  /** Length of every vector. */
  readonly dimensions: number;
  /** Longest input in tokens; what is longer is cut off by the tokenizer, not refused. */
  readonly maxTokens: number;
  /** Left out where nobody knows. */
  readonly languages?: EmbedderLanguages;
  /**
   * The cosine of a question and a text that have nothing to do with each other: above one half with some models.
   * Left out where it is about that of the shipped one, by which what counts as near was measured.
   */
  readonly unrelatedSimilarity?: number;
  /**
   * One vector per text, in order, each of length `dimensions` and Euclidean norm 1.
   * Rejects with an `AbortError` once `signal` aborts.
   *
   * @param urgency `now` when left out
   * @param role of all these texts; `passage` when left out
   */
  embed(
    texts: readonly string[],
    signal?: CancelSignal,
    urgency?: EmbedUrgency,
    role?: EmbedRole,
  ): Promise<Float32Array[]>;
}
