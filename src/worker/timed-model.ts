import type { LanguageModel, ModelError } from '../kernel/language-model.ts';
import { type ObservedCompletion, ObservedModel } from '../kernel/observed-model.ts';

/** Fewer tokens than this say nothing of a speed. */
const LEAST_TOKENS = 8;

/** Any model, with a record of how fast it wrote. */
export class TimedModel extends ObservedModel {
  #tokens = 0;
  #milliseconds = 0;
  #lost: ModelError | null = null;

  /** @param now in milliseconds */
  constructor(model: LanguageModel, now: () => number) {
    super(model, now, (completion) => this.#note(completion));
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

  #note({ result, written, milliseconds }: ObservedCompletion): void {
    if (result.ok) {
      this.#milliseconds += milliseconds;
      this.#tokens += written;
    } else if (result.error.code === 'lost') this.#lost = result.error;
  }
}
