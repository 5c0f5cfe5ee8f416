import type { ModelFilesProgress } from '../embedding/fetch-model-files.ts';
import type { EmbedUrgency } from '../kernel/embedder.ts';
import type { Request } from './rpc.ts';

/** The loaded model's `modelId`, `dimensions` and `maxTokens`, as in the kernel's `Embedder`. */
export interface EmbedderDescription {
  readonly modelId: string;
  readonly dimensions: number;
  readonly maxTokens: number;
}

/**
 * What the embed worker answers. Requests other than `load` fail until `load` has succeeded. After a failure
 * with the code `unusable` or `lost` (EmbedderErrorCode) the worker is spent: end it and start another.
 */
export type EmbedRequests = {
  /** Loads the model once; later calls answer from the first that succeeded. */
  load: Request<
    {
      /** Absolute path of the model's folder on the app's origin: a worker's relative paths start at its script. */
      readonly modelPath: string;
      /** Half of the cores, at most four, unless given. */
      readonly threads?: number;
    },
    EmbedderDescription,
    ModelFilesProgress
  >;
  /**
   * One unit vector per text, in order; the buffers are transferred. Cancelling rejects with `AbortError`. What
   * can be done `later` lets go first what is asked `now`, as everything is that does not say.
   */
  embed: Request<{ readonly texts: readonly string[]; readonly urgency?: EmbedUrgency }, Float32Array[]>;
  /** Tokens of each text before any cut, with the two that frame it. */
  countTokens: Request<{ readonly texts: readonly string[] }, number[]>;
};
