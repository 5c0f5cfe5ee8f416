import { asError } from './as-error.ts';
import { FilesFailure } from './files/files-failure.ts';

/**
 * - `aborted`: someone asked for it;
 * - `stalled`: no progress for too long;
 * - `network`, `storage`: the files could not be fetched, or not be kept;
 * - `damaged`: what is kept is not the model, or not all of it;
 * - `device`: the graphics processor refused or ran out of memory;
 * - `other`: the engine's own words follow.
 */
export type LoadFailureCode = 'aborted' | 'stalled' | 'network' | 'storage' | 'damaged' | 'device' | 'other';

/** Why a model was not loaded. An Error, so that name, code and message cross the wire between workers. */
export class LoadFailure extends Error {
  override readonly name = 'LoadFailure';
  readonly code: LoadFailureCode;
  /** @param message for the person: what happened, what was kept, what to do */
  constructor(code: LoadFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Sorts whatever loading threw. Names and texts are web-llm 0.2.86's (lib/index.js) and Chromium's. */
export function toLoadFailure(thrown: unknown): LoadFailure {
  if (thrown instanceof LoadFailure) return thrown;
  if (thrown instanceof FilesFailure) return new LoadFailure('damaged', thrown.message, { cause: thrown });
  const error = asError(thrown);
  const code = codeOf(error);
  return new LoadFailure(code, explanations[code](error.message), { cause: error });
}

function codeOf({ name, message }: Error): LoadFailureCode {
  if (name === 'AbortError' || message.includes('Engine.unload() is called')) return 'aborted';
  if (name === 'QuotaExceededError' || message.includes('QuotaExceededError')) return 'storage';
  if (name === 'SyntaxError' || name === 'CompileError' || name === 'LinkError') return 'damaged';
  if (deviceErrors.includes(name) || /compatible GPU|Cannot initialize runtime|device/i.test(message)) {
    return 'device';
  }
  if (name === 'NetworkError' || name === 'UnusableAnswer' || /fetch|Cache|network/i.test(message))
    return 'network';
  return 'other';
}

const deviceErrors = [
  'DeviceLostError',
  'WebGPUNotAvailableError',
  'WebGPUNotFoundError',
  'FeatureSupportError',
  'ShaderF16SupportError',
];

const explanations: Readonly<Record<LoadFailureCode, (said: string) => string>> = {
  aborted: () => 'Loading was stopped. The model’s files are kept.',
  stalled: () => 'Loading made no progress and was stopped. The model’s files are kept; try again.',
  network: (said) =>
    `Not all of the model’s files are here. Get the model again; what is here is kept. (${said})`,
  storage: () =>
    'There is no room on this device to keep the model. Free some space or choose a smaller model; your ' +
    'conversations and documents are untouched.',
  damaged: () =>
    'What is kept of this model is not the model: a sign-in page of a network, perhaps, or a broken file. ' +
    'Delete the model here and get it again.',
  device: (said) =>
    'The graphics processor refused the model; most often its memory is too small or in use. Close other tabs ' +
    `and programs that draw much, or choose a smaller model. The download is kept. (${said})`,
  other: (said) => `The model could not be loaded. The engine said: ${said}`,
};
