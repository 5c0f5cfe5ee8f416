import type { ChatMessage, CompletionRequest, CompletionResult } from '../kernel/language-model.ts';
import type { ModelRow } from '../llm/catalogue.ts';
import type { DeviceCapability } from '../llm/device-capability.ts';
import type { LoadPhase } from '../llm/load-phase.ts';
import type { Request } from './rpc.ts';

/** What the llm worker answers. Loading a model replaces the one before it. */
export type LlmRequests = {
  capability: Request<Record<never, never>, DeviceCapability>;
  load: Request<
    { readonly row: ModelRow; readonly windowTokens: number },
    { readonly windowTokens: number },
    LoadPhase
  >;
  unload: Request<Record<never, never>, null>;
  /** Frees every cached byte of the model. */
  delete: Request<{ readonly row: ModelRow }, null>;
  cached: Request<{ readonly rows: readonly ModelRow[] }, readonly string[]>;
  countTokens: Request<{ readonly messages: readonly ChatMessage[] }, number[]>;
  complete: Request<CompletionRequest, CompletionResult, string>;
};
