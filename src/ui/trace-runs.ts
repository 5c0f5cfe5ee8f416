import type { Message } from '../kernel/message.ts';
import type { StepTrace } from '../kernel/trace.ts';
import { groupBy } from './group-by.ts';

export interface TraceRun {
  readonly runId: string;
  readonly startedAt: number;
  /** In the order in which they happened. */
  readonly steps: readonly StepTrace[];
  readonly milliseconds: number;
  /** Of all its prompts together, and how many of them the engine had to read. */
  readonly promptTokens: number;
  readonly prefilledTokens: number;
  readonly completionTokens: number;
}

/** Steps by run, the newest run first. */
export function traceRuns(steps: readonly StepTrace[]): TraceRun[] {
  const runs = [...groupBy(steps, (it) => it.runId)].map(([runId, own]) => {
    const ordered = [...own].sort((a, b) => a.startedAt - b.startedAt);
    const sum = (value: (step: StepTrace) => number) => ordered.reduce((total, it) => total + value(it), 0);
    return {
      runId,
      startedAt: ordered[0]?.startedAt ?? 0,
      steps: ordered,
      milliseconds: sum((it) => it.milliseconds),
      promptTokens: sum((it) => it.promptTokens),
      prefilledTokens: sum((it) => it.prefilledTokens),
      completionTokens: sum((it) => it.completionTokens),
    };
  });
  return runs.sort((a, b) => b.startedAt - a.startedAt);
}

export type CallPart = Extract<Message['parts'][number], { type: 'call' }>;

/** The call that a step made, from the message that holds it; `null` when that is not loaded or there is none. */
export function callOfStep(step: StepTrace, messages: readonly Message[]): CallPart | null {
  const message = messages.find((it) => it.role === 'assistant' && it.parentId === step.lastMessageId);
  return message?.parts.find((it) => it.type === 'call') ?? null;
}
