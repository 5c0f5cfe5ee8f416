import type { ModelError } from '../../kernel/language-model.ts';
import { asError } from '../as-error.ts';

/** What the engine threw in a completion that left the model in place; names are web-llm 0.2.86's (lib/index.js). */
export function describeEngineError(thrown: unknown, windowTokens: number): ModelError {
  const { name, message } = asError(thrown);
  if (name === 'ContextWindowSizeExceededError') {
    return {
      code: 'overflow',
      message: `The prompt does not fit the model’s window of ${windowTokens} tokens. Start a new conversation, or load the model with a larger window.`,
    };
  }
  return {
    code: 'rejected',
    message: `The model failed in the middle of its answer. Ask again; if it happens again, load another model. (${message})`,
  };
}
