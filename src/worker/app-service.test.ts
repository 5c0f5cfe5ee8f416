import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTestAgent } from '../kernel/agent.fixture.ts';
import type { Proposal } from '../kernel/proposal.ts';
import { openStores } from '../storage/open-stores.ts';
import { sampleEdit, sampleNote, sampleNoteEdit, sampleProposal } from '../storage/sample-rows.fixture.ts';
import { AppService, type AppServiceDependencies } from './app-service.ts';
import { ChatService, type ChatServiceDependencies } from './chat-service.ts';

afterEach(() => vi.unstubAllGlobals());

it('tells in its snapshot what became of a model while the rows were read', async () => {
  // Node 20 has none.
  vi.stubGlobal('navigator', {});
  let status = { state: 'loading' };
  let ids = 0;
  const given = {
    agentId: 'a',
    agent: {
      recover: async () => {},
      note: async () => {},
      // Last of what an open chat reads, and not of all that a snapshot does.
      async windowMap() {
        status = { state: 'ready' };
        return null;
      },
    },
    runs: { enqueue: () => {} },
    intake: { start: async () => {}, status: { paused: false } },
    embedder: { status: { state: 'asleep' } },
    embedders: { keptBytes: 0 },
    embedding: { change: null, wake: async () => {} },
    models: {
      keptBytes: 0,
      model: () => null,
      get status() {
        return status;
      },
    },
    push: () => {},
    applySettings: () => {},
  };
  const shared = {
    agentId: 'a',
    stores: await openStores({ name: 'snapshot' }),
    agent: given.agent,
    clock: { now: () => 1, timeZone: 'UTC' },
  };
  const newId = () => `id${ids++}`;
  const chats = new ChatService({
    ...shared,
    newId,
    model: () => null,
  } as unknown as ChatServiceDependencies);
  const service = new AppService({ ...given, ...shared, newId, chats } as unknown as AppServiceDependencies);
  await service.start();
  const proposal = sampleProposal('o1', { agentId: 'a' });
  await shared.stores.memory.commit({ proposals: [proposal] });
  const { model, current, proposals } = await service.snapshot();
  expect(proposals).toEqual([proposal]);
  expect(current.conversation.id).toBe('id0');
  expect(model).toEqual({ state: 'ready' });
});

describe('memory', () => {
  /** A service over a real agent, with a block that holds something and a change of it that waits. */
  async function withProposal(values: Partial<Proposal> = {}) {
    const world = await createTestAgent();
    const { agent, stores, traces } = world;
    const [human] = await stores.memory.blocks('a');
    if (human === undefined) throw new Error('There is no block.');
    const block = { ...human, value: 'Ada' };
    const after = 'Ada\nRent: 900';
    const change = { type: 'append', content: 'Rent: 900' } as const;
    const proposal = sampleProposal('o1', {
      ...{ agentId: 'a', conversationId: 'c', label: block.label, before: 'Ada', after, change },
      ...values,
    });
    await stores.memory.commit({ blocks: [block], proposals: [proposal] });
    const service = new AppService({ agentId: 'a', stores, agent } as unknown as AppServiceDependencies);
    return {
      ...{ service, stores, block },
      value: () => world.block(block.label),
      waiting: async () => (await stores.memory.proposals('a')).map(({ id }) => id),
      settled: () => traces.flatMap((trace) => (trace.type === 'proposal-settled' ? [trace.id] : [])),
    };
  }

  it('takes in a change that the person accepts, with the documents it rests on', async () => {
    const { service, stores, value, waiting, settled } = await withProposal();
    expect(await service.settleProposal({ id: 'o1', accepts: true })).toBeNull();
    expect(await value()).toBe('Ada\nRent: 900');
    expect(await waiting()).toEqual([]);
    expect(settled()).toEqual(['o1']);
    const { blockEdits } = await stores.memory.editsFromDocument('d1');
    expect(blockEdits).toMatchObject([{ before: 'Ada', after: 'Ada\nRent: 900' }]);
  });

  it('keeps a change waiting that no longer fits, and drops it when told to', async () => {
    const change = { type: 'replace', oldContent: 'Bo', newContent: 'Cy' } as const;
    const { service, value, waiting, settled } = await withProposal({ change });
    const accepted = service.settleProposal({ id: 'o1', accepts: true });
    await expect(accepted).rejects.toThrow('Nothing was changed');
    expect(await waiting()).toEqual(['o1']);
    expect(await service.settleProposal({ id: 'o1', accepts: false })).toBeNull();
    expect(await value()).toBe('Ada');
    expect(await waiting()).toEqual([]);
    expect(settled()).toEqual(['o1']);
  });

  it('takes back all that came from a document', async () => {
    const { service, stores, block, value, waiting } = await withProposal();
    const sources = ['d1'];
    const note = sampleNote('n1', { text: 'The rent is 900.', sources });
    const edit = { agentId: 'a', label: block.label, sources };
    await stores.memory.commit({
      blocks: [{ ...block, value: 'Ada\nRent: 900\nTea' }],
      blockEdits: [sampleEdit('b1', { ...edit, before: 'Ada', after: 'Ada\nRent: 900' })],
      notes: [note],
      noteEdits: [sampleNoteEdit('e1', { after: note, sources })],
    });
    expect(await service.undo({ documentId: 'd1' })).toEqual({ kept: [] });
    expect(await value()).toBe('Ada\nTea');
    expect(await stores.memory.passages(['n1'])).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  it('leaves what was changed again since, and names it', async () => {
    const { service, stores, block, value } = await withProposal();
    const edit = { agentId: 'a', label: block.label, sources: ['d1'] };
    await stores.memory.commit({ blockEdits: [sampleEdit('b1', { ...edit, before: 'Bo', after: 'Bob' })] });
    expect(await service.undo({ documentId: 'd1' })).toEqual({ kept: [block.label] });
    expect(await value()).toBe('Ada');
  });
});
