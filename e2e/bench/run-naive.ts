import { createTestAgent } from '../../src/kernel/agent.fixture.ts';
import { BenchModel } from './bench-model.ts';
import type { LayoutRun } from './layout-run.ts';
import { NaiveAgent } from './naive-agent.ts';
import type { Turn } from './plan-turns.ts';
import { ScriptPlayer } from './script-player.ts';

/** Plays the script in MemGPT's layout. */
export async function runNaive(turns: readonly Turn[], windowTokens: number): Promise<LayoutRun> {
  const { dependencies } = await createTestAgent();
  const { store, agentId } = dependencies;
  const conversation = await store.conversation('c');
  if (!conversation) throw new Error('The test agent has no conversation c.');
  const player = new ScriptPlayer();
  const model = await BenchModel.load(windowTokens, player.next);
  const agent = new NaiveAgent(dependencies, model, { conversation, blocks: await store.blocks(agentId) });
  for (const turn of turns) {
    player.begin(turn);
    await agent.answer(turn.said);
  }
  const { prefilledTokens, completions } = model;
  const { flushes, edits, searches, replies } = agent;
  return { prefilledTokens, completions, flushes, edits, searches, replies };
}
