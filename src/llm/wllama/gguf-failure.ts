/**
 * - `no-gguf`: another kind of file;
 * - `unsupported`: a GGUF file that can't be run here;
 * - `cut-short`: its end is missing;
 * - `damaged`: what it says of itself can't be true.
 */
export type GgufFailureCode = 'no-gguf' | 'unsupported' | 'cut-short' | 'damaged';

/** Why a file is not taken as a model. */
export interface GgufFailure {
  readonly code: GgufFailureCode;
  /** For the person: what is wrong and what to do. */
  readonly message: string;
}
