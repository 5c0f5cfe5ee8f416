import type { Embedder } from '../../src/kernel/embedder.ts';
import type {
  ChatMessage,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
} from '../../src/kernel/language-model.ts';

/**
 * Stands between the kernel and what is not to be measured: the model's completions and the embedder. A step's
 * overhead reaches from the end of its completion to the beginning of the next one, so that each holds one
 * record and one append, whatever run they belong to; what the kernel does with the text as it streams counts
 * as well. Counting tokens is no completion and is measured.
 */
export class StepStopwatch {
  /** Overhead of each step in milliseconds, in order. */
  readonly overheads: number[] = [];
  /** When the last completion ended; `null` before the first. */
  #endedAt: number | null = null;
  #streaming = 0;
  #embedding = 0;

  timedModel(model: LanguageModel): LanguageModel {
    const { modelId, windowTokens, grammarDialect, instructions } = model;
    return {
      modelId,
      windowTokens,
      grammarDialect,
      ...(instructions && { instructions }),
      countTokens: (messages: readonly ChatMessage[]) => model.countTokens(messages),
      complete: (request, options) => this.#complete(model, request, options),
    };
  }

  timedEmbedder(embedder: Embedder): Embedder {
    const { modelId, dimensions, maxTokens } = embedder;
    return {
      modelId,
      dimensions,
      maxTokens,
      embed: async (texts, signal) => {
        const startedAt = performance.now();
        const vectors = await embedder.embed(texts, signal);
        this.#embedding += performance.now() - startedAt;
        return vectors;
      },
    };
  }

  async #complete(
    model: LanguageModel,
    request: CompletionRequest,
    options: CompletionOptions = {},
  ): Promise<CompletionResult> {
    if (this.#endedAt !== null) {
      this.overheads.push(performance.now() - this.#endedAt + this.#streaming - this.#embedding);
    }
    this.#streaming = 0;
    this.#embedding = 0;
    const onText = (piece: string) => {
      const startedAt = performance.now();
      options.onText?.(piece);
      this.#streaming += performance.now() - startedAt;
    };
    const result = await model.complete(request, { ...options, onText });
    this.#endedAt = performance.now();
    return result;
  }
}
