import type {
  ChatMessage,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
} from './language-model.ts';
import type { InstructionsForm } from './system-instructions.ts';

/** One completion as it was asked for and what came of it. */
export interface ObservedCompletion {
  readonly messages: readonly ChatMessage[];
  readonly result: CompletionResult;
  /** Tokens written after the first piece, and the milliseconds that they took. */
  readonly written: number;
  readonly milliseconds: number;
}

/** Any model as it is, with every completion told. */
export class ObservedModel implements LanguageModel {
  readonly instructions?: InstructionsForm;
  readonly #model: LanguageModel;
  readonly #now: () => number;
  readonly #onCompletion: (completion: ObservedCompletion) => void;

  /** @param now in milliseconds */
  constructor(
    model: LanguageModel,
    now: () => number,
    onCompletion: (completion: ObservedCompletion) => void,
  ) {
    this.#model = model;
    this.#now = now;
    this.#onCompletion = onCompletion;
    if (model.instructions) this.instructions = model.instructions;
  }

  get modelId(): string {
    return this.#model.modelId;
  }

  get windowTokens(): number {
    return this.#model.windowTokens;
  }

  get grammarDialect(): LanguageModel['grammarDialect'] {
    return this.#model.grammarDialect;
  }

  countTokens(messages: readonly ChatMessage[]): Promise<number[]> {
    return this.#model.countTokens(messages);
  }

  async complete(request: CompletionRequest, options: CompletionOptions = {}): Promise<CompletionResult> {
    let firstAt: number | null = null;
    const result = await this.#model.complete(request, {
      ...options,
      onText: (piece) => {
        firstAt ??= this.#now();
        options.onText?.(piece);
      },
    });
    const milliseconds = firstAt === null ? 0 : this.#now() - firstAt;
    const written = result.ok && firstAt !== null ? Math.max(0, result.completion.completionTokens - 1) : 0;
    this.#onCompletion({ messages: request.messages, result, written, milliseconds });
    return result;
  }
}
