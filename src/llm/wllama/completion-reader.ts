import type { EngineCompletion } from './wllama-engine.ts';
import type { WllamaChunk } from './wllama-library.ts';

/** Puts a streamed completion together. */
export class CompletionReader {
  readonly #onText: ((piece: string) => void) | undefined;
  readonly #listenerErrors: unknown[] = [];
  #text = '';
  #finish: string | null = null;
  #pieces = 0;
  #writtenTokens: number | null = null;
  /** Tokens of the prompt, and those of them that were kept from before. */
  promptTokens = 0;
  keptTokens = 0;
  #readTokens = 0;

  constructor(onText: ((piece: string) => void) | undefined) {
    this.#onText = onText;
  }

  get text(): string {
    return this.#text;
  }

  /** As many as were counted; while it runs, the pieces, of which each holds a token. */
  get writtenTokens(): number {
    return this.#writtenTokens ?? this.#pieces;
  }

  add({ choices, prompt_progress: progress, timings, usage }: WllamaChunk): void {
    if (progress) {
      this.promptTokens = progress.total ?? this.promptTokens;
      this.keptTokens = progress.cache ?? this.keptTokens;
      this.#readTokens = Math.max(0, (progress.processed ?? 0) - this.keptTokens);
    }
    this.promptTokens = usage?.prompt_tokens ?? this.promptTokens;
    this.#readTokens = timings?.prompt_n ?? this.#readTokens;
    this.#writtenTokens = timings?.predicted_n ?? this.#writtenTokens;
    this.#finish = choices?.[0]?.finish_reason ?? this.#finish;
    this.#hand(choices?.[0]?.text ?? '');
  }

  /** @throws what the listener threw, after all was read; Error when the stream did not end as it should */
  end(finish = this.#finish): EngineCompletion {
    if (this.#listenerErrors.length > 0) throw this.#listenerErrors[0];
    if (finish !== 'stop' && finish !== 'length' && finish !== 'abort') {
      throw new Error(`The engine ended a completion with "${String(finish)}".`);
    }
    return {
      text: this.#text,
      finish,
      promptTokens: this.promptTokens,
      prefilledTokens: this.#readTokens,
      completionTokens: this.writtenTokens,
    };
  }

  #hand(piece: string): void {
    if (piece === '') return;
    this.#text += piece;
    this.#pieces += 1;
    try {
      this.#onText?.(piece);
    } catch (thrown) {
      this.#listenerErrors.push(thrown);
    }
  }
}
