import type { Block } from './block.ts';
import type { Conversation } from './conversation.ts';
import { escapeSpecialTokens } from './escape-special-tokens.ts';
import type { ChatMessage, LanguageModel } from './language-model.ts';
import type { Message } from './message.ts';
import { instructionsForm, renderCoreMemory, systemInstructions } from './system-instructions.ts';
import type { Epoch, WindowMap } from './trace.ts';
import type { WindowBudget } from './window-budget.ts';

/** Main context within one epoch: a frozen prefix, and the queue that only grows. */
export interface MainContext {
  readonly epoch: Epoch;
  /** Oldest first. */
  readonly queue: readonly Message[];
}

/** The head of the prompt: system instructions with core memory as of now, then the summary. */
export function renderPrefix(
  blocks: readonly Block[],
  conversation: Conversation,
  windowTokens: number,
): Epoch['prefix'] {
  const system = {
    role: 'system',
    content: `${systemInstructions(instructionsForm(windowTokens))}\n${renderCoreMemory(blocks)}`,
  } as const;
  const { summary } = conversation;
  if (!summary) return [system];
  const text = escapeSpecialTokens(
    JSON.stringify({
      type: 'summary',
      last: summary.label,
      of: `${summary.messages} earlier messages, all in recall`,
      text: summary.text,
    }),
  );
  return [system, { role: 'user', content: text }];
}

/** All prompt tokens' text, as the engine reads it. */
export function renderPrompt(context: MainContext): ChatMessage[] {
  return [...context.epoch.prefix, ...context.queue.map(({ role, content }) => ({ role, content }))];
}

/** A prompt measured by the model's own tokenizer. */
export interface Measure {
  readonly total: number;
  readonly prefix: number;
  /** One for each message of the queue. */
  readonly queue: readonly number[];
}

export async function measure(context: MainContext, model: LanguageModel): Promise<Measure> {
  const counts = await model.countTokens(renderPrompt(context));
  const prefix = sum(counts.slice(0, context.epoch.prefix.length));
  const queue = counts.slice(context.epoch.prefix.length);
  return { total: prefix + sum(queue), prefix, queue };
}

/** The context window by section, true to the token when `count` is the model's own. */
export async function mapWindow(
  context: Pick<MainContext, 'queue'> & { readonly prefix: Epoch['prefix'] },
  conversation: Conversation,
  budget: WindowBudget,
  model: Pick<LanguageModel, 'countTokens'> | null,
): Promise<WindowMap> {
  const count = model ? (messages: readonly ChatMessage[]) => model.countTokens(messages) : estimateTokens;
  const instructions: ChatMessage = {
    role: 'system',
    content: systemInstructions(instructionsForm(budget.window)),
  };
  const prompt = [...context.prefix, ...context.queue].map(({ role, content }) => ({ role, content }));
  // Counted in the same place of the same prompt: what differs is core memory alone.
  const [alone = 0] = await count([instructions, ...prompt.slice(1)]);
  const counts = await count(prompt);
  const [head = 0] = counts;
  const summary = context.prefix.length > 1 ? (counts[1] ?? 0) : 0;
  const queue = sum(counts.slice(context.prefix.length));
  const system = Math.min(alone, head);
  return {
    window: budget.window,
    system,
    core: head - system,
    summary,
    queue,
    free: Math.max(0, budget.window - head - summary - queue),
    queueMessages: context.queue.length,
    summaryMessages: conversation.summary?.messages ?? 0,
    pressureAt: budget.pressureAt,
    flushAt: budget.flushAt,
    exact: model !== null,
  };
}

/** Four characters a token: good enough for a bar that says it is an estimate. */
async function estimateTokens(messages: readonly ChatMessage[]): Promise<number[]> {
  return messages.map(({ content }) => Math.ceil(content.length / 4) + 4);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, it) => total + it, 0);
}
