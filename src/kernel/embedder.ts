import type { CancelSignal } from './cancel-signal.ts';

/** `later`: nobody waits for it, so whatever is asked `now` goes first. */
export type EmbedUrgency = 'now' | 'later';

/** Turns text into unit vectors whose dot product is similarity of meaning. */
export interface Embedder {
  /** Names weights and precision together: vectors of different ids are never compared. */
  readonly modelId: string;
  /** Length of every vector. */
  readonly dimensions: number;
  /** Longest input in tokens; what is longer is cut off by the tokenizer, not refused. */
  readonly maxTokens: number;
  /**
   * One vector per text, in order, each of length `dimensions` and Euclidean norm 1.
   * Rejects with an `AbortError` once `signal` aborts.
   *
   * @param urgency `now` when left out
   */
  embed(texts: readonly string[], signal?: CancelSignal, urgency?: EmbedUrgency): Promise<Float32Array[]>;
}
