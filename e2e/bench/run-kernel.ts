import { createTestAgent } from '../../src/kernel/agent.fixture.ts';
import { parseCall } from '../../src/kernel/parse-call.ts';
import type { StepTrace } from '../../src/kernel/trace.ts';
import { BenchModel } from './bench-model.ts';
import type { LayoutRun } from './layout-run.ts';
import type { Turn } from './plan-turns.ts';
import { ScriptPlayer } from './script-player.ts';

/** Plays the script on the kernel as it is; after each answer comes the memory turn, as in the agent worker. */
export async function runKernel(turns: readonly Turn[], windowTokens: number): Promise<LayoutRun> {
  const { agent, say, traces } = await createTestAgent();
  const player = new ScriptPlayer();
  const model = await BenchModel.load(windowTokens, player.next);
  for (const turn of turns) {
    player.begin(turn);
    const outcome = await say(turn.said, model);
    if (outcome.type !== 'answered') throw new Error(`A turn ended so: ${JSON.stringify(outcome)}`);
    await agent.takeMemoryTurn('c', model, new AbortController().signal);
  }
  const calls = traces.flatMap((trace) => (trace.type === 'step-end' ? [callOf(trace.step)] : []));
  return {
    prefilledTokens: model.prefilledTokens,
    completions: model.completions,
    flushes: traces.filter((trace) => trace.type === 'flush').length,
    edits: traces.flatMap((trace) => (trace.type === 'block-changed' ? [trace.block.value] : [])),
    searches: calls.flatMap((call) => (call.name === 'conversation_search' ? [call.arguments.query] : [])),
    replies: calls.flatMap((call) => (call.name === 'send_message' ? [call.arguments.message] : [])),
  };
}

function callOf({ output, result }: StepTrace) {
  const parsed = parseCall(output);
  if (!parsed.ok || !result?.ok) throw new Error(`A call of the script failed: ${output} ${result?.message}`);
  return parsed.call;
}
