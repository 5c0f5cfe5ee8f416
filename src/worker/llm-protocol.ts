import type { GrammarDialect } from '../kernel/grammar.ts';
import type { ChatMessage, CompletionRequest, CompletionResult } from '../kernel/language-model.ts';
import type { InstructionsForm } from '../kernel/system-instructions.ts';
import type { CpuSpeed } from '../llm/cpu-speed.ts';
import type { DeviceCapability } from '../llm/device-capability.ts';
import type { LoadPhase } from '../llm/load-phase.ts';
import type { LossReason } from '../llm/loss-reason.ts';
import type { ModelRow } from '../llm/model-row.ts';
import type { Request } from './rpc.ts';

/** What the llm worker answers. Loading a model replaces the one before it. */
export type LlmRequests = {
  capability: Request<Record<never, never>, DeviceCapability>;
  /** All files are here: loading makes no request to the network. */
  load: Request<{ readonly row: ModelRow; readonly windowTokens: number }, LoadedAs, LoadPhase>;
  unload: Request<Record<never, never>, null>;
  countTokens: Request<{ readonly messages: readonly ChatMessage[] }, number[]>;
  complete: Request<CompletionRequest, CompletionResult, string>;
  /** Runs about ten seconds of a model's arithmetic on the CPU. */
  tryCpu: Request<Record<never, never>, CpuSpeed>;
};

/** What the agent worker has to know of the model on the other side. */
export interface LoadedAs {
  readonly windowTokens: number;
  readonly grammarDialect: GrammarDialect;
  readonly instructions?: InstructionsForm;
}

/** What the llm worker says unasked: the model that it had loaded is gone. Every request to it is `lost` then. */
export type LlmPush = { readonly type: 'lost'; readonly reason: LossReason };

export type { LossReason };
