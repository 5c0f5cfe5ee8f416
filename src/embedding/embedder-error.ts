/**
 * Why texts can't be embedded.
 *
 * - `missing`: the server has no such file, or answered with a web page instead;
 * - `unreachable`: the network or the server did not answer, and the file is not on this device;
 * - `foreign`: an address lies outside the app's own origin (a mistake in the app);
 * - `unusable`: the files are there, but the runtime could not start with them;
 * - `lost`: the runtime failed in the middle of its work.
 *
 * After the last two the runtime answers nothing any more in this worker: it takes a new one.
 */
export type EmbedderErrorCode = 'missing' | 'unreachable' | 'foreign' | 'unusable' | 'lost';

/** An expected failure; `message` tells the person what happened and what to do. */
export class EmbedderError extends Error {
  override readonly name = 'EmbedderError';
  readonly code: EmbedderErrorCode;

  constructor(code: EmbedderErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
