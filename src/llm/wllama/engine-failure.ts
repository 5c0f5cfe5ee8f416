import type { ModelErrorCode } from '../../kernel/language-model.ts';
import { asError } from '../as-error.ts';
import type { LossReason } from '../loss-reason.ts';

/** Why a completion came to nothing. */
export class EngineFailure extends Error {
  readonly code: ModelErrorCode;
  /** The text broke off at bytes that are no UTF-8: another seed may do. */
  readonly isBadText: boolean;
  constructor(code: ModelErrorCode, message: string, { isBadText = false } = {}) {
    super(message);
    this.code = code;
    this.isBadText = isBadText;
  }
}

/** For the person, whenever the engine is gone. */
export const engineGone =
  'The model is gone from memory. Nothing of yours is lost. Load the model again, or a smaller one.';

const engineCrashed =
  'The engine for the processor broke down; most often memory ran out. Nothing of yours is lost. Load the ' +
  'model again, with a smaller window, or load a smaller one.';

/**
 * Sorts what wllama 3.8.1 threw.
 *
 * @param complaints the engine's log since the request began, where the cause of most failures stands
 */
export function toEngineFailure(thrown: unknown, complaints: string): EngineFailure {
  if (thrown instanceof EngineFailure) return thrown;
  const { message } = asError(thrown);
  if (/exceeds the available context size/.test(message)) return new EngineFailure('overflow', message);
  if (crashes.test(message)) return new EngineFailure('lost', engineCrashed);
  // The message of any exception: the answer's length was read from where the request had stood.
  const cause = /Invalid typed array length/.test(message) ? (complaints.split('\n')[0] ?? '') : message;
  return new EngineFailure(
    'rejected',
    `The model failed in the middle of its answer. Ask again; if it happens again, load another model. (${cause})`,
    { isBadText: /UTF-8/.test(cause) },
  );
}

const crashes =
  /\(ABORT\)|has crashed|unreachable|memory access out of bounds|out of memory|File read failed|table index/i;

/** What the rest of the app is told of a loss. */
export function toLossReason({ message }: EngineFailure): LossReason {
  return { message, kind: message === engineCrashed ? 'memory' : 'worker' };
}
