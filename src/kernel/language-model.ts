import type { CancelSignal } from './cancel-signal.ts';
import type { GrammarDialect } from './grammar.ts';
import type { InstructionsForm } from './system-instructions.ts';

/** One message as the engine reads it. `system` is allowed only first; function results travel as `user`. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface CompletionRequest {
  /** The whole prompt. Its last message has the role `user`. */
  readonly messages: readonly ChatMessage[];
  /** Rules in the model's `grammarDialect`, start rule `root`, that the output is decoded under. */
  readonly grammar: string;
  /** Most tokens to write. */
  readonly maxTokens: number;
}

export interface Completion {
  /**
   * Exactly what the model wrote. It is echoed byte for byte in the next prompt, or the KV cache is lost. May
   * open with an empty think block, which `parseCall` strips for parsing alone.
   */
  readonly text: string;
  /** `length`: cut off at `maxTokens` or at the window's end. `abort`: the signal asked for it. */
  readonly finish: 'stop' | 'length' | 'abort';
  /** Tokens prefilled by this request: fewer than the prompt holds when the KV cache was reused. */
  readonly prefilledTokens: number;
  readonly completionTokens: number;
}

/**
 * - `overflow`: the prompt does not fit the window (a caller's miscount);
 * - `rejected`: the engine threw in mid-decode (an impossible token, say); the same request may be retried;
 * - `lost`: the device or the engine is gone; the model must be loaded again.
 */
export type ModelErrorCode = 'overflow' | 'rejected' | 'lost';

export interface ModelError {
  readonly code: ModelErrorCode;
  /** For the person: what happened and what to do. */
  readonly message: string;
}

export type CompletionResult =
  | { readonly ok: true; readonly completion: Completion }
  | { readonly ok: false; readonly error: ModelError };

export interface CompletionOptions {
  readonly signal?: CancelSignal;
  /** Called with each new piece of text, in order; the pieces joined are `Completion.text`. */
  readonly onText?: (piece: string) => void;
}

/** The processor: a loaded local model. Runs one completion at a time. */
export interface LanguageModel {
  readonly modelId: string;
  /** The window as loaded, in tokens (facts: 4,096 for most prebuilt records). */
  readonly windowTokens: number;
  /** How the engine wants its grammars written. */
  readonly grammarDialect: GrammarDialect;
  /** The wording that the model was trained on; without one the window decides. */
  readonly instructions?: InstructionsForm;
  /**
   * Tokens that each message takes in the prompt, template included, by the model's own tokenizer.
   * The sum over a prompt is what the engine will hold, the header of the coming reply included in the last.
   * Rejects when the model is lost.
   */
  countTokens(messages: readonly ChatMessage[]): Promise<number[]>;
  /** Expected failures are values; a call after `lost` answers `lost` again. */
  complete(request: CompletionRequest, options?: CompletionOptions): Promise<CompletionResult>;
}
