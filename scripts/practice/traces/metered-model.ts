import type { LanguageModel } from '../../../src/kernel/language-model.ts';
import { type ObservedCompletion, ObservedModel } from '../../../src/kernel/observed-model.ts';

/** Any model, with a record of what it was asked and how fast it wrote. */
export class MeteredModel extends ObservedModel {
  readonly completions: ObservedCompletion[] = [];

  /** @param now in milliseconds */
  constructor(model: LanguageModel, now: () => number) {
    super(model, now, (completion) => this.completions.push(completion));
  }
}
