import type { EmbedderRow } from '../embedding/embedder-row.ts';
import type { ModelFilesProgress } from '../embedding/fetch-model-files.ts';
import type { Embedder, EmbedRole, EmbedUrgency } from '../kernel/embedder.ts';
import type { Request } from './rpc.ts';

/** What the kernel's `Embedder` says of the loaded model. */
export type EmbedderDescription = Omit<Embedder, 'embed'>;

/**
 * What the embed worker answers. Requests other than `load` fail until `load` has succeeded. After a failure
 * with the code `unusable` or `lost` (EmbedderErrorCode) the worker is spent: end it and start another.
 */
export type EmbedRequests = {
  /** Loads the model once; later calls answer from the first that succeeded. */
  load: Request<
    {
      readonly row: EmbedderRow;
      /**
       * Absolute path of the model's folder on the app's origin: a worker's relative paths start at its script.
       * `null` where its files were downloaded to this device; then no request is made.
       */
      readonly modelPath: string | null;
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
  embed: Request<
    { readonly texts: readonly string[]; readonly urgency?: EmbedUrgency; readonly role?: EmbedRole },
    Float32Array[]
  >;
  /** Tokens of each text before any cut, with the two that frame it. */
  countTokens: Request<{ readonly texts: readonly string[] }, number[]>;
};
