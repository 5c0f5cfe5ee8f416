import type {
  ChatMessage,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
} from '../../../src/kernel/language-model.ts';
import type { InstructionsForm } from '../../../src/kernel/system-instructions.ts';

/** One completion as it was asked for and what came of it. */
export interface MeteredCompletion {
  readonly messages: readonly ChatMessage[];
  readonly result: CompletionResult;
  /** Tokens written after the first piece, and the milliseconds that they took. */
  readonly written: number;
  readonly milliseconds: number;
}

/** Any model, with a record of what it was asked and how fast it wrote. */
export class MeteredModel implements LanguageModel {
  readonly completions: MeteredCompletion[] = [];
  readonly instructions?: InstructionsForm;
  readonly #model: LanguageModel;
  readonly #now: () => number;

  /** `now` gives milliseconds. */
  constructor(model: LanguageModel, now: () => number) {
    this.#model = model;
    if (model.instructions) this.instructions = model.instructions;
    this.#now = now;
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
    this.completions.push({ messages: request.messages, result, written, milliseconds });
    return result;
  }
}
