import type { ModelRow } from '../llm/model-row.ts';

/** How long the llm worker may be silent before it is ended, and how long a stop may take, all in ms. */
export interface ModelTiming {
  /** While it owes a short answer. */
  readonly answerMs: number;
  /** While it loads: its own watch over the engine is shorter, and gives a better reason. */
  readonly loadMs: number;
  /** While it runs the trial of the CPU. */
  readonly trialMs: number;
  /** Between two pieces of a completion, and before the first beside what reading takes. */
  readonly silenceMs: number;
  /**
   * For each token of the prompt that it has to read. A weak graphics processor reads ten a second; a CPU with a
   * large model reads a few, and doesn't hang.
   */
  readonly readMsPerToken: Readonly<Record<ModelRow['engine'], number>>;
  /** After a stop, until the run ends without the engine's answer. */
  readonly stopMs: number;
}

export const usualTiming: ModelTiming = {
  answerMs: 60_000,
  loadMs: 180_000,
  trialMs: 120_000,
  silenceMs: 120_000,
  readMsPerToken: { 'web-llm': 100, wllama: 1000 },
  stopMs: 3_000,
};
