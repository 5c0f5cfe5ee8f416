import { Agent } from '../../src/kernel/agent.ts';
import { defaultBlocks } from '../../src/kernel/core-memory.ts';
import type { Embedder } from '../../src/kernel/embedder.ts';
import type { Trace } from '../../src/kernel/trace.ts';
import { quantiseVector } from '../../src/retrieval/quantise-vector.ts';
import { HybridMemorySearch } from '../../src/storage/hybrid-memory-search.ts';
import type { LibraryStore } from '../../src/storage/library-store.ts';
import { type OpenStores, openStores } from '../../src/storage/open-stores.ts';
import { BenchModel } from './bench-model.ts';
import { generateConversation } from './generate-conversation.ts';
import { HashEmbedder } from './hash-embedder.ts';
import { planTurns, type Turn } from './plan-turns.ts';
import { ScriptPlayer } from './script-player.ts';
import { StepStopwatch } from './step-stopwatch.ts';
import { storeHistory } from './store-history.ts';

const WINDOW = 4096;
const agentId = 'a';
const conversationId = 'c';

export interface StepOverheadOptions {
  /** Messages stored beforehand, with their vectors. */
  readonly messages: number;
  readonly turns: number;
  /** Steps at the beginning that are not measured: the code is not yet compiled. */
  readonly warmUp: number;
}

/**
 * What a step takes beside the model and the query's embedding, in milliseconds:
 * `kernel.overhead_ms_p50` (goal: at most 5) and `kernel.overhead_ms_p95` (goal: at most 15). In a worker of
 * Chromium with a profile on the disk, 10,000 messages and their vectors stored, over the script of
 * plan-turns.ts: a step's commits by Dexie (durability strict, as in the app), counting of tokens by a real
 * tokenizer (o200k), search, readahead, rendering, and handing each trace over to the page.
 */
export async function measure() {
  const stores = await openStores({ name: 'pagefile-bench' });
  if (stores.kind !== 'device') throw new Error('There is no database to measure.');
  return measureStepOverhead(stores, { messages: 10_000, turns: 80, warmUp: 30 });
}

export async function measureStepOverhead(
  stores: OpenStores,
  { messages, turns, warmUp }: StepOverheadOptions,
) {
  const history = generateConversation(messages, 1);
  await stores.workspace.ensureAgent(
    { id: agentId, name: 'Pagefile', createdAt: 0 },
    defaultBlocks.map((block) => ({ ...block, agentId, updatedAt: 0 })),
  );
  await storeHistory(stores.memory, history.messages, { id: conversationId, agentId });
  const stopwatch = new StepStopwatch();
  const embedder = stopwatch.timedEmbedder(new HashEmbedder());
  await embedAll(stores.library, embedder);
  const search = new HybridMemorySearch(stores);
  await search.load();
  await search.setEmbedder(embedder);
  await playTurns(stores, search, stopwatch, planTurns(generateConversation(2 * turns, 2), turns));
  const overheads = stopwatch.overheads.slice(warmUp);
  return {
    'kernel.overhead_ms_p50': quantile(overheads, 0.5),
    'kernel.overhead_ms_p95': quantile(overheads, 0.95),
  };
}

/** As the agent worker does it, the memory turn after each answer included. */
async function playTurns(
  { memory }: OpenStores,
  search: HybridMemorySearch,
  stopwatch: StepStopwatch,
  turns: readonly Turn[],
): Promise<void> {
  const page = new MessageChannel();
  const emit = (trace: Trace) => {
    if (trace.type === 'message-added') search.messageAdded(trace.message);
    if (trace.type === 'note-added') search.noteAdded(trace.passage);
    page.port1.postMessage(trace);
  };
  let ids = 0;
  const newId = () => `b${String(++ids).padStart(7, '0')}`;
  const clock = { now: () => Date.now(), timeZone: 'Europe/Berlin' };
  const agent = new Agent({ agentId, store: memory, search, clock, newId, emit });
  const player = new ScriptPlayer();
  const model = stopwatch.timedModel(await BenchModel.load(WINDOW, player.next, false));
  const { signal } = new AbortController();
  for (const turn of turns) {
    player.begin(turn);
    const said = { type: 'user_message', text: turn.said, at: clock.now() } as const;
    const outcome = await agent.handle(await agent.receive(conversationId, said), model, signal);
    if (outcome.type !== 'answered') throw new Error(`A turn ended so: ${JSON.stringify(outcome)}`);
    await agent.takeMemoryTurn(conversationId, model, signal);
  }
  page.port1.close();
}

/** Empties the embedding queue, as the app does while nobody looks. */
async function embedAll(library: LibraryStore, embedder: Embedder): Promise<void> {
  for (;;) {
    const queued = await library.queuedTexts(1000);
    if (queued.length === 0) return;
    const vectors = await embedder.embed(queued.map(({ text }) => text));
    const stored = queued.flatMap(({ kind, id }, index) => {
      const vector = vectors[index];
      return vector ? [{ kind, id, vector: quantiseVector(vector) }] : [];
    });
    await library.storeVectors(embedder.modelId, stored);
  }
}

/** Throws on an empty list. */
function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new Error('No step was measured.');
  return value;
}
