import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { systemInstructions } from '../../src/kernel/system-instructions.ts';
import type { BenchConversation } from './bench-conversation.ts';
import { loadConversation } from './load-conversation.ts';
import { type AnswerCost, measureAnswers } from './measure-answers.ts';
import { planTurns } from './plan-turns.ts';
import { runKernel } from './run-kernel.ts';
import { runNaive } from './run-naive.ts';

const WINDOW = 4096;

export interface KernelBenchOptions {
  readonly conversation?: BenchConversation;
  readonly turns?: number;
}

/**
 * What the kernel costs in model time, all counted with a real tokenizer (o200k) on the fake engine, whose KV
 * cache obeys web-llm's rule of reuse, in a window of 4,096 tokens:
 *
 * - `kernel.prefill_tokens_per_turn`, `kernel.prefill_tokens_per_turn_naive`: tokens that the engine had to read
 *   per turn, here and in MemGPT's layout (naive-agent.ts), over 300 turns of a LoCoMo conversation (generated
 *   where the data is absent) and one script of calls for both: an edit of core memory every fifth turn, a
 *   search every second. Everything is counted: summaries, memory turns, readahead, re-renderings.
 * - `kernel.prefill_saving` (goal: at least 5): the second over the first.
 * - `kernel.completions_per_answer` (goal: at most 1.3): completions from a question to the end of its answer,
 *   over the questions whose evidence readahead already holds, of a model that follows the protocol. The
 *   memory turn that may come after an answer keeps nobody waiting and is not counted here.
 * - `kernel.tokens_before_first_word` (goal: at most 60): tokens that this model writes, over the same
 *   questions and all steps, before the first character of the answer.
 * - `kernel.completions_all`, `kernel.completions_all_without_readahead`: completions per answer over all
 *   questions, with readahead and with it switched off.
 * - `kernel.system_tokens`, `kernel.system_tokens_compact`: the system instructions with the descriptions of
 *   the functions, in both forms.
 *
 * The figures of time are measured in the browser (step-overhead.bench.ts).
 */
export async function measure(options: KernelBenchOptions = {}) {
  const { conversation = loadConversation(), turns = 300 } = options;
  const script = planTurns(conversation, turns);
  const ours = (await runKernel(script, WINDOW)).prefilledTokens / turns;
  const naive = (await runNaive(script, WINDOW)).prefilledTokens / turns;
  const all = await measureAnswers(conversation, WINDOW);
  const without = await measureAnswers(conversation, WINDOW, false);
  const answers = withEvidenceAhead(all);
  return {
    'kernel.prefill_saving': naive / ours,
    'kernel.prefill_tokens_per_turn': ours,
    'kernel.prefill_tokens_per_turn_naive': naive,
    'kernel.completions_per_answer': mean(answers.map((it) => it.completions)),
    'kernel.tokens_before_first_word': mean(answers.map((it) => it.tokensBeforeFirstWord)),
    'kernel.completions_all': mean(all.map((it) => it.completions)),
    'kernel.completions_all_without_readahead': mean(without.map((it) => it.completions)),
    'kernel.system_tokens': countTokens(systemInstructions('full')),
    'kernel.system_tokens_compact': countTokens(systemInstructions('compact')),
  };
}

/** Throws where readahead never held the evidence: then the figures would have no meaning. */
function withEvidenceAhead(answers: readonly AnswerCost[]): AnswerCost[] {
  const ahead = answers.filter((it) => it.evidenceAhead);
  if (ahead.length === 0) throw new Error('Readahead held the evidence of no question.');
  return ahead;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, it) => sum + it, 0) / numbers.length;
}
