import { IDBKeyRange, indexedDB } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { generateConversation } from '../../e2e/bench/generate-conversation.ts';
import { measure } from '../../e2e/bench/kernel.bench.ts';
import { planTurns } from '../../e2e/bench/plan-turns.ts';
import { runKernel } from '../../e2e/bench/run-kernel.ts';
import { runNaive } from '../../e2e/bench/run-naive.ts';
import { measureStepOverhead } from '../../e2e/bench/step-overhead.bench.ts';
import { openStores } from '../storage/open-stores.ts';

const conversation = generateConversation(120, 7);

describe('the contender of the kernel’s benchmark', () => {
  const turns = planTurns(conversation, 40);

  it('does what the kernel does: the same edits, searches and answers, through several flushes', async () => {
    const ours = await runKernel(turns, 4096);
    const naive = await runNaive(turns, 4096);
    expect(naive.edits).toEqual(ours.edits);
    expect(naive.searches).toEqual(ours.searches);
    expect(naive.replies).toEqual(ours.replies);
    expect([ours.edits.length, ours.searches.length, ours.replies.length]).toEqual([8, 20, 40]);
    expect(Math.min(ours.flushes, naive.flushes)).toBeGreaterThan(2);
  });

  it('is measured on the same script every time', async () => {
    expect(await runNaive(turns, 4096)).toEqual(await runNaive(turns, 4096));
    expect(planTurns(generateConversation(120, 7), 40)).toEqual(turns);
  });
});

it('the kernel’s benchmark gives exactly these figures, each a number', async () => {
  const stores = await openStores({ name: 'bench-test', indexedDB, IDBKeyRange });
  const sizes = { messages: 40, turns: 6, warmUp: 2 };
  const figures = {
    ...(await measure({ conversation: generateConversation(60, 7), turns: 10 })),
    ...(await measureStepOverhead(stores, sizes)),
  };
  stores.close();
  expect(Object.keys(figures).sort()).toEqual([
    'kernel.completions_all',
    'kernel.completions_all_without_readahead',
    'kernel.completions_per_answer',
    'kernel.overhead_ms_p50',
    'kernel.overhead_ms_p95',
    'kernel.prefill_saving',
    'kernel.prefill_tokens_per_turn',
    'kernel.prefill_tokens_per_turn_naive',
    'kernel.system_tokens',
    'kernel.system_tokens_compact',
    'kernel.tokens_before_first_word',
  ]);
  for (const figure of Object.values(figures)) expect(figure).toBeGreaterThan(0);
});
