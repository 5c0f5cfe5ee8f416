import type {
  ChatMessage,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
  ModelError,
} from '../kernel/language-model.ts';
import type { InstructionsForm } from '../kernel/system-instructions.ts';

/** Fewer tokens than this say nothing of a speed. */
const LEAST_TOKENS = 8;

/** Any model, with a record of how fast it wrote. */
export class TimedModel implements LanguageModel {
  readonly instructions?: InstructionsForm;
  readonly #model: LanguageModel;
  readonly #now: () => number;
  #tokens = 0;
  #milliseconds = 0;
  #lost: ModelError | null = null;

  /** @param now in milliseconds */
  constructor(model: LanguageModel, now: () => number) {
    this.#model = model;
    this.#now = now;
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

  /** While it wrote, the first token of each completion left out; `null` where that is too little to tell. */
  get tokensPerSecond(): number | null {
    if (this.#tokens < LEAST_TOKENS || this.#milliseconds <= 0) return null;
    return (1000 * this.#tokens) / this.#milliseconds;
  }

  /** Why it is gone; `null` while it is not. */
  get lost(): ModelError | null {
    return this.#lost;
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
    if (result.ok && firstAt !== null) {
      this.#milliseconds += this.#now() - firstAt;
      this.#tokens += Math.max(0, result.completion.completionTokens - 1);
    }
    if (!result.ok && result.error.code === 'lost') this.#lost = result.error;
    return result;
  }
}
