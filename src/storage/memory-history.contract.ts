import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  sampleBlock,
  sampleConversation,
  sampleEdit,
  sampleMessage,
  sampleNote,
  sampleNoteEdit,
  sampleProposal,
  sampleTree,
  sampleVector,
} from './sample-rows.fixture.ts';
import type { CreateStores, StoresUnderTest } from './stores-under-test.fixture.ts';

/** What every MemoryStore must do about versions of messages and the history of memory (kernel/memory-store.ts). */
export function memoryHistoryContract(name: string, create: CreateStores): void {
  describe(`MemoryStore, versions and history: ${name}`, () => {
    let stores: StoresUnderTest;
    beforeEach(async () => {
      stores = await create();
    });
    afterEach(() => stores.dispose());

    it('finds the messages that follow another, roots included, oldest first', async () => {
      const { memory } = stores;
      const messages = sampleTree(['a', null], ['b', 'a'], ['c', 'a'], ['d', null]);
      await memory.commit({ messages: [...messages, sampleMessage('x', { conversationId: 'c2' })] });
      const ids = async (parentId: string | null) =>
        (await memory.children('c1', parentId)).map(({ id }) => id);
      expect(await ids(null)).toEqual(['a', 'd']);
      expect(await ids('a')).toEqual(['b', 'c']);
      expect(await ids('b')).toEqual([]);
    });

    it('finds what runs edited, in the order in which they did', async () => {
      const { memory } = stores;
      const noteEdit = (id: string, runId: string) => sampleNoteEdit(id, { runId });
      await memory.commit({
        blockEdits: [sampleEdit('b2', { runId: 'r1' }), sampleEdit('b1', { runId: 'r2' })],
        noteEdits: [noteEdit('e2', 'r1')],
      });
      await memory.commit({
        blockEdits: [sampleEdit('b0', { runId: 'r1' }), sampleEdit('b9', { runId: 'r3' })],
        noteEdits: [noteEdit('e1', 'r1'), noteEdit('e0', 'r3')],
      });
      const { blockEdits, noteEdits } = await memory.editsOfRuns(['r1', 'r2', 'r1']);
      expect(blockEdits.map(({ id }) => id)).toEqual(['b2', 'b1', 'b0']);
      expect(noteEdits).toEqual([noteEdit('e2', 'r1'), noteEdit('e1', 'r1')]);
      expect(await memory.blockEdit('b1')).toEqual(sampleEdit('b1', { runId: 'r2' }));
      expect(await memory.blockEdit('b7')).toBeNull();
      expect(await memory.noteEdit('e1')).toEqual(noteEdit('e1', 'r1'));
      expect(await memory.noteEdit('b1')).toBeNull();
    });

    it('finds what was written from a document, in the order in which it was', async () => {
      const { memory } = stores;
      await memory.commit({
        blockEdits: [sampleEdit('b2', { sources: ['d1', 'd2'] }), sampleEdit('b1')],
        noteEdits: [sampleNoteEdit('e2', { sources: ['d1'] }), sampleNoteEdit('e1')],
      });
      await memory.commit({
        blockEdits: [sampleEdit('b0', { sources: ['d1'] }), sampleEdit('b9', { sources: ['d2'] })],
        noteEdits: [sampleNoteEdit('e0', { sources: ['d2', 'd1'] })],
      });
      const from = async (documentId: string) => {
        const { blockEdits, noteEdits } = await memory.editsFromDocument(documentId);
        return [...blockEdits, ...noteEdits].map(({ id }) => id);
      };
      expect(await from('d1')).toEqual(['b2', 'b0', 'e2', 'e0']);
      expect(await from('d2')).toEqual(['b2', 'b9', 'e0']);
      const { blockEdits, noteEdits } = await memory.editsFromDocument('d2');
      expect(blockEdits[0]).toEqual(sampleEdit('b2', { sources: ['d1', 'd2'] }));
      expect(noteEdits).toEqual([sampleNoteEdit('e0', { sources: ['d2', 'd1'] })]);
    });

    it('marks edits that were taken back, in their place', async () => {
      const { memory } = stores;
      await memory.commit({
        blockEdits: [sampleEdit('b1', { sources: ['d1'] }), sampleEdit('b2', { sources: ['d1'] })],
        noteEdits: [sampleNoteEdit('e1', { sources: ['d1'] })],
      });
      await memory.commit({ undoneEdits: ['b1', 'e1', 'unknown'] });
      expect(await memory.editsFromDocument('d1')).toEqual({
        blockEdits: [
          sampleEdit('b1', { sources: ['d1'], undone: true }),
          sampleEdit('b2', { sources: ['d1'] }),
        ],
        noteEdits: [sampleNoteEdit('e1', { sources: ['d1'], undone: true })],
      });
    });

    it('keeps notes with the documents that their words come from', async () => {
      const { memory } = stores;
      const note = sampleNote('n1', { sources: ['d1'] });
      await memory.commit({ notes: [note] });
      expect(await memory.passages(['n1'])).toEqual([note]);
    });

    it('indexes a note anew when its tags change, and not when they stay', async () => {
      const { memory, library } = stores;
      const embed = async () => {
        const texts = await library.queuedTexts(9);
        const vectors = texts.map(({ kind, id }) => sampleVector(kind, id));
        await library.storeVectors('m', vectors);
        return texts.map(({ text }) => text);
      };
      await memory.commit({ notes: [sampleNote('n1', { text: 'Plums ripen late' })] });
      expect(await embed()).toEqual(['Plums ripen late']);
      await memory.commit({ notes: [sampleNote('n1', { text: 'Plums ripen late', tags: ['my-garden'] })] });
      expect(await memory.passages(['n1'])).toMatchObject([{ tags: ['my-garden'] }]);
      expect(await embed()).toEqual(['Plums ripen late\nmy garden']);
      await memory.commit({ notes: [sampleNote('n1', { text: 'Plums ripen late', tags: ['my-garden'] })] });
      expect(await embed()).toEqual([]);
    });

    it('keeps proposals until they are settled, oldest first', async () => {
      const { memory } = stores;
      await memory.commit({
        proposals: [
          sampleProposal('o1', { at: 3000 }),
          sampleProposal('o3', { at: 2000 }),
          sampleProposal('o2', { at: 2000 }),
          sampleProposal('other', { agentId: 'a2' }),
        ],
      });
      const ids = async () => (await memory.proposals('a1')).map(({ id }) => id);
      expect(await ids()).toEqual(['o2', 'o3', 'o1']);
      const revised = sampleProposal('o3', { at: 2000, after: 'revised' });
      await memory.commit({ proposals: [revised], settledProposals: ['o2', 'unknown'] });
      expect(await memory.proposals('a1')).toEqual([revised, sampleProposal('o1', { at: 3000 })]);
      await memory.commit({ blocks: [sampleBlock('human')], settledProposals: ['o1', 'o3'] });
      expect(await ids()).toEqual([]);
      expect((await memory.proposals('a2')).map(({ id }) => id)).toEqual(['other']);
    });

    it('removes blocks and keeps their history', async () => {
      const { memory, workspace } = stores;
      const locked = sampleBlock('plans', { locked: true, percent: 25 });
      await memory.commit({
        blocks: [sampleBlock('human'), locked, sampleBlock('human', { agentId: 'a2' })],
      });
      expect(await memory.blocks('a1')).toEqual([sampleBlock('human'), locked]);
      const removedBlocks = [
        { agentId: 'a1', label: 'human' },
        { agentId: 'a1', label: 'unknown' },
      ];
      await memory.commit({ removedBlocks, blockEdits: [sampleEdit('b1', { label: 'human', after: '' })] });
      expect(await memory.blocks('a1')).toEqual([locked]);
      expect(await memory.blocks('a2')).toHaveLength(1);
      expect((await workspace.blockEdits('a1', 'human')).map(({ id }) => id)).toEqual(['b1']);
    });

    it('changes two chats in one stroke', async () => {
      const { memory } = stores;
      await memory.commit({
        conversation: sampleConversation('c1', { headId: 'm1' }),
        otherConversation: sampleConversation('c2', { headId: 'm2' }),
      });
      expect((await memory.conversation('c1'))?.headId).toBe('m1');
      expect((await memory.conversation('c2'))?.headId).toBe('m2');
    });
  });
}
