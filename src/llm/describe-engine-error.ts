import type { ModelError } from '../kernel/language-model.ts';
import { asError } from './as-error.ts';

/** For the person, whenever the engine or its device is gone. */
export const modelLost =
  'The model is gone from the graphics processor: its memory ran out, or the driver restarted. Nothing of ' +
  'yours is lost. Load the model again, or a smaller one.';

/** What the engine threw in a completion, as the kernel takes it; names are web-llm 0.2.86's (lib/index.js). */
export function describeEngineError(thrown: unknown, windowTokens: number): ModelError {
  const { name, message } = asError(thrown);
  if (name === 'ContextWindowSizeExceededError') {
    return {
      code: 'overflow',
      message: `The prompt does not fit the model’s window of ${windowTokens} tokens. Start a new conversation, or load the model with a larger window.`,
    };
  }
  if (lostNames.has(name)) return { code: 'lost', message: modelLost };
  return {
    code: 'rejected',
    message: `The model failed in the middle of its answer. Ask again; if it happens again, load another model. (${message})`,
  };
}

const lostNames = new Set([
  'ModelNotLoadedError',
  'SpecifiedModelNotFoundError',
  'DeviceLostError',
  'WebGPUNotAvailableError',
]);
