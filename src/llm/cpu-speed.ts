/**
 * How fast llama.cpp runs here, as a trial with a model of known size measured it. A model's tokens a second
 * are these over its number of weights.
 */
export interface CpuSpeed {
  /** Weights times tokens, per second, while a prompt is read. */
  readonly readWeightsPerSecond: number;
  /** The same while an answer is written. */
  readonly writeWeightsPerSecond: number;
  readonly threads: number;
}

/** Tokens a second that one model may reach. */
export interface TokenSpeed {
  readonly read: number;
  readonly write: number;
}
