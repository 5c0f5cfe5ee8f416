import {
  conversationItems,
  type EvaluationKind,
  evaluationItems,
  evaluationKinds,
} from '../../scripts/practice/traces/evaluation-items.ts';
import { type ItemResult, playItem } from '../../scripts/practice/traces/play-item.ts';
import { teach } from '../../scripts/practice/traces/teach.ts';
import type { LanguageModel } from '../../src/kernel/language-model.ts';
import type { ObservedCompletion } from '../../src/kernel/observed-model.ts';
import { parseCall } from '../../src/kernel/parse-call.ts';

export interface PracticeOptions {
  /** Items of each kind. */
  readonly items: number;
  /** Conversations of ten turns. */
  readonly conversations: number;
  /** Milliseconds, for the speed. */
  readonly now: () => number;
  /** Told of every item that ended otherwise than it should. */
  readonly onMiss?: (kind: EvaluationKind, expected: string, result: ItemResult) => void;
}

/** Plays the evaluation's stories with a model; the figures are described in models.bench.ts. */
export async function measurePractice(model: LanguageModel, options: PracticeOptions) {
  const results = new Map<EvaluationKind, ItemResult[]>();
  for (const kind of evaluationKinds) results.set(kind, await playAll(kind, model, options));
  const conversations: ItemResult[] = [];
  for (const item of conversationItems(options.conversations)) {
    conversations.push(await playItem(item, model, options.now));
  }
  const all = [...results.values()].flat();
  const completions = [...all, ...conversations].flatMap((result) => result.completions);
  const looked = evaluationKinds.slice(1).flatMap((kind) => results.get(kind) ?? []);
  return {
    'practice.valid_calls': shareOf(completions, isValid),
    ...Object.fromEntries(
      evaluationKinds.map((kind) => [
        `practice.${kind}`,
        shareOf(results.get(kind) ?? [], (result) => result.exact),
      ]),
    ),
    'practice.cited': shareOf(looked, (result) => result.cited),
    'practice.summaries': shareOf(completions.filter(isMemoryTurn), isAsTaught),
    'models.cut_share': shareOf(completions, isCut),
    'models.cpu_tokens_per_s': speedOf(completions),
    'models.cpu_prefill_reuse': prefillShare(conversations),
  };
}

async function playAll(
  kind: EvaluationKind,
  model: LanguageModel,
  { items, now, onMiss }: PracticeOptions,
): Promise<ItemResult[]> {
  const results: ItemResult[] = [];
  for (const item of evaluationItems(kind, items)) {
    const result = await playItem(item, model, now);
    if (!result.exact) onMiss?.(kind, item.answer, result);
    results.push(result);
  }
  return results;
}

function isValid({ result }: ObservedCompletion): boolean {
  return result.ok && result.completion.finish === 'stop' && parseCall(result.completion.text).ok;
}

function isCut({ result }: ObservedCompletion): boolean {
  return result.ok && result.completion.finish === 'length';
}

function isMemoryTurn({ messages }: ObservedCompletion): boolean {
  return messages.at(-1)?.content.includes('{"type":"memory_turn"') ?? false;
}

/** Names what was told and nothing else, in whatever order. */
function isAsTaught({ messages, result }: ObservedCompletion): boolean {
  return result.ok && topicsOf(result.completion.text) === topicsOf(teach(messages));
}

/** In the order of the alphabet; `null` for what is no summary. */
function topicsOf(text: string): string | null {
  const parsed = parseCall(text);
  if (!parsed.ok || parsed.call.name !== 'summarize') return null;
  const [, topics = ''] = parsed.call.arguments.summary.split(': ');
  return topics.replace(/\.$/, '').split(', ').sort().join(', ');
}

/** Tokens a second while they come, the first of each completion left out. 0 where nothing was timed. */
function speedOf(completions: readonly ObservedCompletion[]): number {
  const milliseconds = completions.reduce((sum, it) => sum + it.milliseconds, 0);
  const written = completions.reduce((sum, it) => sum + it.written, 0);
  return milliseconds === 0 ? 0 : (1000 * written) / milliseconds;
}

/** Tokens that the engine read over all tokens of the prompts, turns 2 to 10. */
function prefillShare(conversations: readonly ItemResult[]): number {
  const turns = conversations.flatMap((result) => result.turns.slice(1, 10));
  const prompts = turns.reduce((sum, turn) => sum + turn.promptTokens, 0);
  return turns.reduce((sum, turn) => sum + turn.prefilledTokens, 0) / prompts;
}

/** 1 where there is nothing to count. */
function shareOf<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.length === 0 ? 1 : items.filter(holds).length / items.length;
}
