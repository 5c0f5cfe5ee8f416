import type { LanguageModel } from '../kernel/language-model.ts';
import type { LossReason } from './loss-reason.ts';

/** A model that is loaded, whichever engine runs it. */
export interface LoadedModel {
  readonly model: LanguageModel;
  /** Resolves when the model is gone although nobody unloaded it; pending as long as it is here. */
  readonly lost: Promise<LossReason>;
  /** Frees what the model takes. Ends in every case, also when the engine is gone already. */
  unload(): Promise<void>;
}
