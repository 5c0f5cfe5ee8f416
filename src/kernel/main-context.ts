import type { Block } from './block.ts';
import type { Conversation } from './conversation.ts';
import { escapeSpecialTokens } from './escape-special-tokens.ts';
import type { ChatMessage, LanguageModel } from './language-model.ts';
import type { Message } from './message.ts';
import {
  type InstructionsForm,
  renderCoreMemory,
  systemInstructions,
  temporaryInstructions,
} from './system-instructions.ts';
import type { Epoch, WindowMap } from './trace.ts';
import type { WindowBudget } from './window-budget.ts';
import { withoutWords } from './without-words.ts';

/** Main context within one epoch: a frozen prefix, and the queue that only grows. */
export interface MainContext {
  readonly epoch: Epoch;
  /** Oldest first. */
  readonly queue: readonly Message[];
}

/** What the engine reads of a context. */
export interface RenderedContext {
  readonly epoch: Pick<Epoch, 'prefix' | 'leftOut' | 'quoting'>;
  readonly queue: readonly Message[];
}

/** The head of the prompt: system instructions with core memory as of now, then the summary. */
export function renderPrefix(
  blocks: readonly Block[],
  conversation: Conversation,
  form: InstructionsForm,
): Epoch['prefix'] {
  const system = {
    role: 'system',
    content: `${instructionsOf(form, conversation)}\n${renderCoreMemory(blocks)}`,
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

function instructionsOf(form: InstructionsForm, { temporary }: Pick<Conversation, 'temporary'>): string {
  const instructions = systemInstructions(form);
  return temporary && form !== 'minimal' ? `${instructions}\n${temporaryInstructions}` : instructions;
}

/** All prompt tokens' text, as the engine reads it. */
export function renderPrompt({ epoch, queue }: RenderedContext): ChatMessage[] {
  const leftOut = new Set(epoch.leftOut);
  const quoting = new Set(epoch.quoting);
  return [
    ...epoch.prefix,
    ...queue.map(({ id, role, content }) => ({
      role,
      content: withoutWords(role, content, { said: leftOut.has(id), found: quoting.has(id) }),
    })),
  ];
}

/** Who counts: a model by its own tokenizer, or an estimate while there is none. */
export type TokenCounter = Pick<LanguageModel, 'countTokens'>;

/** A prompt measured, in tokens. */
export interface Measure {
  readonly total: number;
  /** The system message: instructions and core memory. */
  readonly head: number;
  readonly summary: number;
  /** One for each message of the queue. */
  readonly queue: readonly number[];
}

export async function measure(context: RenderedContext, counter: TokenCounter): Promise<Measure> {
  const counts = await counter.countTokens(renderPrompt(context));
  const [head = 0] = counts;
  const summary = context.epoch.prefix.length > 1 ? (counts[1] ?? 0) : 0;
  const queue = counts.slice(context.epoch.prefix.length);
  return { total: head + summary + sum(queue), head, summary, queue };
}

/** Tokens of the read-only instructions by themselves: what the system message has beyond is core memory. */
export async function countInstructions(
  form: InstructionsForm,
  counter: TokenCounter,
  conversation: Pick<Conversation, 'temporary'>,
): Promise<number> {
  const content = instructionsOf(form, conversation);
  // Counted where they stand: first, with something after them.
  const [tokens = 0] = await counter.countTokens([
    { role: 'system', content },
    { role: 'user', content: '' },
  ]);
  return tokens;
}

/** The context window by section; `instructions` as `countInstructions` says. */
export function mapWindow(
  size: Measure,
  instructions: number,
  conversation: Conversation,
  budget: WindowBudget,
): Omit<WindowMap, 'exact'> {
  const system = Math.min(instructions, size.head);
  return {
    window: budget.window,
    system,
    core: size.head - system,
    summary: size.summary,
    queue: sum(size.queue),
    free: Math.max(0, budget.window - size.total),
    queueMessages: size.queue.length,
    summaryMessages: conversation.summary?.messages ?? 0,
    pressureAt: budget.pressureAt,
    flushAt: budget.flushAt,
  };
}

/** Four characters a token: good enough for a bar that says it is an estimate. */
export const estimatingCounter: TokenCounter = {
  countTokens: async (messages) => messages.map(({ content }) => Math.ceil(content.length / 4) + 4),
};

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, it) => total + it, 0);
}
