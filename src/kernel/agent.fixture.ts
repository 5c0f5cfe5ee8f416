import { foldedTextReader } from '../retrieval/folded-text-reader.ts';
import { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import { openStores } from '../storage/open-stores.ts';
import { Agent } from './agent.ts';
import type { AgentDependencies } from './agent-dependencies.ts';
import { defaultBlocks } from './core-memory.ts';
import type { AgentEvent } from './event.ts';
import type { LanguageModel } from './language-model.ts';
import type { Message } from './message.ts';
import { newConversation } from './new-conversation.ts';
import type { RunOutcome, Trace } from './trace.ts';

/** An agent over stores in memory, with a clock that ticks a second a look and ids that count. */
export async function createTestAgent(options: Pick<AgentDependencies, 'readsAhead'> = {}) {
  let ticks = Date.parse('2026-11-20T12:00:00Z');
  let ids = 0;
  const clock = { now: () => (ticks += 1000), timeZone: 'UTC' };
  const newId = () => `id${String(++ids).padStart(5, '0')}`;
  const stores = await openStores({ name: 'test' });
  const { memory, workspace } = stores;
  const search = new HybridMemorySearch(stores);
  const traces: Trace[] = [];
  const emit = (trace: Trace) => {
    if (trace.type === 'message-added') search.messageAdded(trace.message);
    if (trace.type === 'note-added') search.noteAdded(trace.passage);
    if (trace.type === 'note-removed') search.noteRemoved(trace.passageId);
    traces.push(trace);
  };
  const agentId = 'a';
  await workspace.ensureAgent(
    { id: agentId, name: 'Pagefile', createdAt: 0 },
    defaultBlocks.map((block) => ({ ...block, agentId, updatedAt: 0 })),
  );
  await memory.commit({ conversation: newConversation(agentId, 'c', clock.now()) });
  const texts = foldedTextReader;
  const dependencies = { agentId, store: memory, search, clock, newId, emit, texts, ...options };
  const agent = new Agent(dependencies);

  return {
    agent,
    dependencies,
    stores,
    search,
    traces,
    async say(text: string, model: LanguageModel | null, signal?: AbortSignal): Promise<RunOutcome> {
      const event: AgentEvent = { type: 'user_message', text, at: clock.now() };
      const pending = await agent.receive('c', event);
      return agent.handle(pending, model, signal ?? new AbortController().signal);
    },
    async path(): Promise<Message[]> {
      const conversation = await memory.conversation('c');
      return conversation?.headId ? memory.path(conversation.headId) : [];
    },
    async block(label: string): Promise<string> {
      return (await memory.blocks(agentId)).find((it) => it.label === label)?.value ?? '';
    },
  };
}

/** A call as the grammar writes it. */
export function call(name: string, args: Record<string, unknown>, thought = 'because'): string {
  if (name === 'send_message') return JSON.stringify({ function: name, arguments: { sources: [], ...args } });
  return JSON.stringify({ thought, function: name, arguments: args, request_heartbeat: true });
}

export const reply = (message: string, sources: readonly string[] = []) => {
  return JSON.stringify({ function: 'send_message', arguments: { message, sources } });
};
