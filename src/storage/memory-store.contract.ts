import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PartialReply } from '../kernel/memory-store.ts';
import type { Message } from '../kernel/message.ts';
import {
  sampleBlock,
  sampleConversation,
  sampleDocument,
  sampleEdit,
  sampleEpoch,
  sampleEvent,
  sampleMessage,
  sampleNote,
  samplePassage,
  sampleProposal,
  sampleStep,
  sampleTree,
  sampleVector,
} from './sample-rows.fixture.ts';
import { storedVectors } from './stored-vectors.fixture.ts';
import type { CreateStores, StoresUnderTest } from './stores-under-test.fixture.ts';

/** What every MemoryStore must do (kernel/memory-store.ts). */
export function memoryStoreContract(name: string, create: CreateStores): void {
  describe(`MemoryStore: ${name}`, () => {
    let stores: StoresUnderTest;
    beforeEach(async () => {
      stores = await create();
    });
    afterEach(() => stores.dispose());

    describe('commit', () => {
      it('stores everything that one step leaves behind', async () => {
        const { memory, workspace } = stores;
        const partialReply = { conversationId: 'c1', runId: 'r1', text: 'So f', at: 1000 };
        await memory.commit({
          conversation: sampleConversation('c1', { headId: 'm1' }),
          messages: [sampleMessage('m1')],
          blocks: [sampleBlock('human', { value: 'Name: Ada' })],
          blockEdits: [sampleEdit('b1')],
          notes: [sampleNote('n1')],
          proposals: [sampleProposal('o1')],
          epoch: sampleEpoch('e1'),
          step: sampleStep('s1'),
          addedEvents: [sampleEvent('v1')],
          partialReply,
        });
        expect(await memory.conversation('c1')).toEqual(sampleConversation('c1', { headId: 'm1' }));
        expect(await memory.messages(['m1'])).toEqual([sampleMessage('m1')]);
        expect(await memory.blocks('a1')).toEqual([sampleBlock('human', { value: 'Name: Ada' })]);
        expect(await workspace.blockEdits('a1')).toEqual([sampleEdit('b1')]);
        expect(await memory.passages(['n1'])).toEqual([sampleNote('n1')]);
        expect(await memory.proposals('a1')).toEqual([sampleProposal('o1')]);
        expect(await memory.epoch('e1')).toEqual(sampleEpoch('e1'));
        expect(await memory.step('s1')).toEqual(sampleStep('s1'));
        expect(await memory.pendingEvents()).toEqual([sampleEvent('v1')]);
        expect(await memory.partialReply('c1')).toEqual(partialReply);
      });

      it('replaces rows of the same id', async () => {
        const { memory } = stores;
        await memory.commit({ messages: [sampleMessage('m1')], blocks: [sampleBlock('human')] });
        await memory.commit({
          messages: [sampleMessage('m1', { text: 'other' })],
          blocks: [sampleBlock('human', { value: 'new' })],
        });
        expect(await memory.messages(['m1'])).toEqual([sampleMessage('m1', { text: 'other' })]);
        expect(await memory.blocks('a1')).toEqual([sampleBlock('human', { value: 'new' })]);
      });

      it('stores nothing of a commit whose last part fails', async () => {
        const { memory, library, workspace } = stores;
        // A function can't be stored; the partial reply is written last.
        const broken = {
          conversationId: 'c1',
          runId: 'r1',
          at: 1,
          text: () => '',
        } as unknown as PartialReply;
        await memory.commit({ proposals: [sampleProposal('before')] });
        const commit = memory.commit({
          conversation: sampleConversation('c1'),
          messages: [sampleMessage('m1')],
          blocks: [sampleBlock('human')],
          blockEdits: [sampleEdit('b1')],
          notes: [sampleNote('n1')],
          proposals: [sampleProposal('o1')],
          settledProposals: ['before'],
          epoch: sampleEpoch('e1'),
          step: sampleStep('s1'),
          addedEvents: [sampleEvent('v1')],
          partialReply: broken,
        });
        await expect(commit).rejects.toMatchObject({ name: 'StorageError', code: 'failed' });
        await expect(commit).rejects.toThrow('Nothing of it was stored; everything before is safe.');
        expect(await memory.conversation('c1')).toBeNull();
        expect(await memory.messages(['m1'])).toEqual([]);
        expect(await memory.blocks('a1')).toEqual([]);
        expect(await workspace.blockEdits('a1')).toEqual([]);
        expect(await memory.passages(['n1'])).toEqual([]);
        expect((await memory.proposals('a1')).map(({ id }) => id)).toEqual(['before']);
        expect(await memory.epoch('e1')).toBeNull();
        expect(await memory.step('s1')).toBeNull();
        expect(await memory.pendingEvents()).toEqual([]);
        expect(await memory.partialReply('c1')).toBeNull();
        expect(await library.queueLength()).toBe(0);
      });

      it('keeps what was stored when the caller changes its objects afterwards', async () => {
        const parts: Message['parts'][number][] = [{ type: 'memory_turn', at: 1 }];
        const commit = stores.memory.commit({ messages: [sampleMessage('m1', { parts })] });
        parts.push({ type: 'memory_turn', at: 2 });
        await commit;
        parts.push({ type: 'memory_turn', at: 3 });
        const [message] = await stores.memory.messages(['m1']);
        expect(message?.parts.length).toBeLessThan(3);
      });

      it('is seen by every read that starts after it', async () => {
        const { memory } = stores;
        for (let version = 1; version <= 20; version++) {
          await memory.commit({ conversation: sampleConversation('c1', { updatedAt: version }) });
          expect((await memory.conversation('c1'))?.updatedAt).toBe(version);
        }
      });

      it('keeps waiting events in order of arrival until they are finished', async () => {
        const { memory } = stores;
        await memory.commit({ addedEvents: [sampleEvent('z'), sampleEvent('a')] });
        await memory.commit({ addedEvents: [sampleEvent('m'), sampleEvent('z')] });
        expect((await memory.pendingEvents()).map(({ id }) => id)).toEqual(['z', 'a', 'm']);
        await memory.commit({ finishedEvents: ['a', 'unknown'] });
        expect((await memory.pendingEvents()).map(({ id }) => id)).toEqual(['z', 'm']);
      });

      it('replaces the partial reply, and removes it on null', async () => {
        const { memory } = stores;
        const reply = { conversationId: 'c1', runId: 'r1', text: 'a', at: 1 };
        await memory.commit({ partialReply: reply });
        await memory.commit({ partialReply: { ...reply, text: 'ab' } });
        await memory.commit({ conversation: sampleConversation('c1') });
        expect((await memory.partialReply('c1'))?.text).toBe('ab');
        await memory.commit({ conversation: sampleConversation('c1'), partialReply: null });
        expect(await memory.partialReply('c1')).toBeNull();
      });
    });

    describe('the embedding queue', () => {
      it('takes in messages that say something, and notes, in order', async () => {
        const { memory, library } = stores;
        await memory.commit({
          messages: [sampleMessage('m2'), sampleMessage('silent', { text: '' }), sampleMessage('m1')],
          notes: [sampleNote('n1', { headingPath: ['Plans'] })],
        });
        expect(await library.queuedTexts(10)).toEqual([
          { kind: 'message', id: 'm2', text: 'text of m2' },
          { kind: 'message', id: 'm1', text: 'text of m1' },
          { kind: 'passage', id: 'n1', text: 'Plans\ntext of n1' },
        ]);
      });

      it('does not take in again what did not change', async () => {
        const { memory, library } = stores;
        const rows = { messages: [sampleMessage('m1')], notes: [sampleNote('n1')] };
        await memory.commit(rows);
        await memory.commit(rows);
        expect(await library.queueLength()).toBe(2);
        await library.storeVectors('model', [sampleVector('message', 'm1'), sampleVector('passage', 'n1')]);
        await memory.commit(rows);
        expect(await library.queueLength()).toBe(0);
        expect(await vectorIds(stores)).toEqual(['m1', 'n1']);
      });

      it('takes in a revised text again and drops its vector', async () => {
        const { memory, library } = stores;
        await memory.commit({ notes: [sampleNote('n1'), sampleNote('n2')] });
        await library.storeVectors('model', [sampleVector('passage', 'n1'), sampleVector('passage', 'n2')]);
        await memory.commit({ notes: [sampleNote('n1', { text: 'revised' })] });
        expect(await vectorIds(stores)).toEqual(['n2']);
        expect(await library.queuedTexts(9)).toEqual([{ kind: 'passage', id: 'n1', text: 'revised' }]);
      });

      it('does not take a vector for a text that was revised while it was embedded', async () => {
        const { memory, library } = stores;
        await memory.commit({ notes: [sampleNote('n1')] });
        await library.queuedTexts(10);
        await memory.commit({ notes: [sampleNote('n1', { text: 'revised' })] });
        await library.storeVectors('model', [sampleVector('passage', 'n1')]);
        expect(await vectorIds(stores)).toEqual([]);
        expect(await library.queuedTexts(10)).toEqual([{ kind: 'passage', id: 'n1', text: 'revised' }]);
        await library.storeVectors('model', [sampleVector('passage', 'n1', 0, 1, 0)]);
        expect(await vectorIds(stores)).toEqual(['n1']);
      });

      it('forgets a removed note and a message that became silent', async () => {
        const { memory, library } = stores;
        await memory.commit({ notes: [sampleNote('n1'), sampleNote('n2')], messages: [sampleMessage('m1')] });
        await library.storeVectors('model', [sampleVector('passage', 'n1')]);
        await memory.commit({ removedNotes: ['n1', 'n2'], messages: [sampleMessage('m1', { text: '' })] });
        expect(await memory.passages(['n1', 'n2'])).toEqual([]);
        expect(await library.queueLength()).toBe(0);
        expect(await vectorIds(stores)).toEqual([]);
      });
    });

    describe('reads', () => {
      it('give null or nothing for what is not there', async () => {
        const { memory } = stores;
        expect(await memory.conversation('x')).toBeNull();
        expect(await memory.messages(['x'])).toEqual([]);
        expect(await memory.path('x')).toEqual([]);
        expect(await memory.blocks('x')).toEqual([]);
        expect(await memory.passages(['x'])).toEqual([]);
        expect(await memory.passagesOf('x', 0, 9)).toEqual([]);
        expect(await memory.epoch('x')).toBeNull();
        expect(await memory.step('x')).toBeNull();
        expect(await memory.pendingEvents()).toEqual([]);
        expect(await memory.partialReply('x')).toBeNull();
        expect(await memory.proposals('x')).toEqual([]);
        expect(await memory.editsFromDocument('x')).toEqual({ blockEdits: [], noteEdits: [] });
      });

      it('give messages and passages in the order asked for, without unknown ones', async () => {
        const { memory } = stores;
        await memory.commit({
          messages: ['m1', 'm2', 'm3'].map((id) => sampleMessage(id)),
          notes: ['n1', 'n2'].map((id) => sampleNote(id)),
        });
        const messages = await memory.messages(['m3', 'x', 'm1', 'm2']);
        expect(messages.map(({ id }) => id)).toEqual(['m3', 'm1', 'm2']);
        expect((await memory.passages(['n2', 'x', 'n1'])).map(({ id }) => id)).toEqual(['n2', 'n1']);
      });

      it('give the blocks of one agent by label', async () => {
        const { memory } = stores;
        const blocks = [sampleBlock('persona'), sampleBlock('human'), sampleBlock('x', { agentId: 'a2' })];
        await memory.commit({ blocks });
        expect((await memory.blocks('a1')).map(({ label }) => label)).toEqual(['human', 'persona']);
      });

      it('give the passages of a document by ordinal, both ends inclusive', async () => {
        const { memory, library } = stores;
        await library.addDocument(sampleDocument('d1'), new ArrayBuffer(4));
        await library.addDocument(sampleDocument('d2'), new ArrayBuffer(4));
        const passages = [4, 0, 3, 1, 2].map((ordinal) => samplePassage(`p${ordinal}`, { ordinal }));
        await library.storeExtraction(sampleDocument('d1'), { text: '', pages: null }, passages);
        const other = [samplePassage('q1', { documentId: 'd2', ordinal: 1 })];
        await library.storeExtraction(sampleDocument('d2'), { text: '', pages: null }, other);
        expect((await memory.passagesOf('d1', 1, 3)).map(({ id }) => id)).toEqual(['p1', 'p2', 'p3']);
        expect((await memory.passagesOf('d1', -5, 0)).map(({ id }) => id)).toEqual(['p0']);
        expect(await memory.passagesOf('d1', 0, 4)).toContainEqual(samplePassage('p4', { ordinal: 4 }));
      });
    });

    describe('path', () => {
      it('goes from the root to the head, past the siblings', async () => {
        await stores.memory.commit({
          messages: sampleTree(['a', null], ['b', 'a'], ['b2', 'a'], ['c', 'b']),
        });
        expect(await pathIds(stores, 'c')).toEqual(['a', 'b', 'c']);
        expect(await pathIds(stores, 'b2')).toEqual(['a', 'b2']);
      });

      it('stops before afterId and keeps the newest', async () => {
        await stores.memory.commit({ messages: sampleTree(['a', null], ['b', 'a'], ['c', 'b'], ['d', 'c']) });
        expect(await pathIds(stores, 'd', { afterId: 'b' })).toEqual(['c', 'd']);
        expect(await pathIds(stores, 'd', { afterId: 'd' })).toEqual([]);
        expect(await pathIds(stores, 'd', { limit: 2 })).toEqual(['c', 'd']);
        expect(await pathIds(stores, 'd', { limit: 0 })).toEqual([]);
        expect(await pathIds(stores, 'd', { afterId: 'a', limit: 2 })).toEqual(['c', 'd']);
        expect(await pathIds(stores, 'd', { afterId: 'elsewhere' })).toEqual(['a', 'b', 'c', 'd']);
      });

      it('is whole in long chats', async () => {
        const ids = Array.from({ length: 300 }, (_, index) => `m${index}`);
        const messages = ids.map((id, index) =>
          sampleMessage(id, { parentId: ids[index - 1] ?? null, createdAt: Math.floor(index / 3) }),
        );
        await stores.memory.commit({ messages });
        expect(await pathIds(stores, 'm299')).toEqual(ids);
        expect(await pathIds(stores, 'm299', { limit: 100 })).toEqual(ids.slice(200));
      });

      it('is right in any tree and whatever the clock did', async () => {
        const parents = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 20 }), fc.boolean()), {
          minLength: 1,
          maxLength: 90,
        });
        await fc.assert(
          fc.asyncProperty(parents, fc.nat(), async (nodes, pick) => {
            const run = crypto.randomUUID();
            const messages = nodes.map(([parent, createdAt, isRoot], index) =>
              sampleMessage(`${run} ${index}`, {
                conversationId: run,
                createdAt,
                parentId: isRoot && index % 9 === 0 ? null : index > 0 ? `${run} ${parent % index}` : null,
              }),
            );
            await stores.memory.commit({ messages });
            const byId = new Map(messages.map((message) => [message.id, message]));
            const expected: string[] = [];
            let at = byId.get(`${run} ${pick % messages.length}`);
            for (; at !== undefined; at = byId.get(at.parentId ?? '')) expected.unshift(at.id);
            expect(await pathIds(stores, expected.at(-1) ?? '')).toEqual(expected);
          }),
          { numRuns: 15 },
        );
      });
    });
  });
}

async function pathIds(
  stores: StoresUnderTest,
  headId: string,
  options?: { afterId?: string; limit?: number },
): Promise<string[]> {
  return (await stores.memory.path(headId, options)).map(({ id }) => id);
}

async function vectorIds({ index }: StoresUnderTest): Promise<string[]> {
  return (await storedVectors(index, 'model', 3)).map(({ id }) => id).sort();
}
