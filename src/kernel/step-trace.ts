import type { Completion } from './language-model.ts';
import type { Session } from './session.ts';
import type { GrammarName, StepTrace } from './trace.ts';

/** A step's trace as its completion left it; what the call did is added when it was run. */
export function traceStep(
  grammar: GrammarName,
  completion: Completion,
  { context, conversation, model, promptTokens }: Session,
  step: Pick<StepTrace, 'id' | 'runId' | 'startedAt' | 'milliseconds'>,
): StepTrace {
  return {
    ...step,
    conversationId: conversation.id,
    epochId: context.epoch.id,
    lastMessageId: context.queue.at(-1)?.id ?? '',
    modelId: model.modelId,
    promptTokens,
    prefilledTokens: completion.prefilledTokens,
    completionTokens: completion.completionTokens,
    finish: completion.finish,
    grammar,
    output: completion.text,
    functionName: null,
    result: null,
    heartbeat: false,
  };
}
