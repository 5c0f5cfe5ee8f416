import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
  sampleVector,
} from './sample-rows.fixture.ts';
import { storedVectors } from './stored-vectors.fixture.ts';
import type { CreateStores, StoresUnderTest } from './stores-under-test.fixture.ts';

const agent = { id: 'a1', name: 'Pagefile', createdAt: 1000 };

/** What every WorkspaceStore must do (workspace-store.ts). */
export function workspaceStoreContract(name: string, create: CreateStores): void {
  describe(`WorkspaceStore: ${name}`, () => {
    let stores: StoresUnderTest;
    beforeEach(async () => {
      stores = await create();
    });
    afterEach(() => stores.dispose());

    it('creates the first agent with its blocks, once', async () => {
      const { workspace, memory } = stores;
      const blocks = [sampleBlock('human'), sampleBlock('persona')];
      expect(await workspace.ensureAgent(agent, blocks)).toEqual(agent);
      const again = await workspace.ensureAgent({ id: 'a2', name: 'Other', createdAt: 1 }, [
        sampleBlock('human', { value: 'overwritten' }),
      ]);
      expect(again).toEqual(agent);
      expect(await memory.blocks('a1')).toEqual(blocks);
    });

    it('lists conversations newest first', async () => {
      const { workspace, memory } = stores;
      for (const [id, updatedAt] of [
        ['c1', 2],
        ['c2', 3],
        ['c3', 1],
      ] as const) {
        await memory.commit({ conversation: sampleConversation(id, { updatedAt }) });
      }
      expect((await workspace.conversations()).map(({ id }) => id)).toEqual(['c2', 'c1', 'c3']);
    });

    it('lists none that is marked as deleted or temporary, and those by themselves', async () => {
      const { workspace, memory } = stores;
      const rows = [
        sampleConversation('pinned', { updatedAt: 9, pinned: true }),
        sampleConversation('deleted', { updatedAt: 8, deletedAt: 5 }),
        sampleConversation('archived', { updatedAt: 7, archived: true }),
        sampleConversation('temporary', { updatedAt: 6, temporary: true }),
        sampleConversation('restored', { updatedAt: 5, deletedAt: null }),
      ];
      for (const conversation of rows) await memory.commit({ conversation });
      expect(await workspace.conversations()).toEqual([rows[0], rows[2], rows[4]]);
      expect(await workspace.passingConversations()).toEqual([rows[1], rows[3]]);
      expect(await workspace.newestConversation()).toEqual(rows[0]);
      await memory.commit({ conversation: sampleConversation('pinned', { updatedAt: 1 }) });
      expect(await workspace.newestConversation()).toEqual(rows[4]);
      expect(await memory.conversation('deleted')).toEqual(rows[1]);
    });

    it('reads all messages of a conversation, oldest first, whatever path they are on', async () => {
      const { workspace, memory } = stores;
      const messages = [
        sampleMessage('m3', { createdAt: 3, text: '' }),
        sampleMessage('m1', { createdAt: 1 }),
        sampleMessage('m2', { createdAt: 2, abandoned: true }),
        sampleMessage('copy', { createdAt: 4, copyOf: 'x' }),
      ];
      await memory.commit({ messages: [...messages, sampleMessage('other', { conversationId: 'c2' })] });
      const read = await workspace.messagesOf('c1');
      expect(read.map(({ id }) => id)).toEqual(['m1', 'm2', 'm3', 'copy']);
      expect(read.at(-1)).toEqual(messages[3]);
      expect(await workspace.messagesOf('none')).toEqual([]);
    });

    it('finds the versions of many messages at once, oldest first, and none where there is one only', async () => {
      const { workspace, memory } = stores;
      const messages = [
        sampleMessage('root', { createdAt: 1 }),
        sampleMessage('root again', { createdAt: 3 }),
        sampleMessage('only', { parentId: 'root', createdAt: 2 }),
        sampleMessage('newest', { parentId: 'only', createdAt: 9 }),
        sampleMessage('oldest', { parentId: 'only', createdAt: 4, abandoned: true }),
        sampleMessage('middle', { parentId: 'only', createdAt: 5 }),
        sampleMessage('last', { parentId: 'newest', createdAt: 10 }),
      ];
      const elsewhere = sampleMessage('root elsewhere', { conversationId: 'c2' });
      await memory.commit({ messages: [...messages, elsewhere] });
      const path = ['root', 'only', 'newest', 'last', 'root elsewhere'];
      expect(await workspace.versions(await memory.messages(path))).toEqual({
        root: ['root', 'root again'],
        newest: ['oldest', 'middle', 'newest'],
      });
      expect(await workspace.versions([])).toEqual({});
    });

    it('embeds a message that repeats another once that is what it no longer does', async () => {
      const { memory, library } = stores;
      const copy = sampleMessage('copy', { copyOf: 'x' });
      await memory.commit({ messages: [copy] });
      expect(await library.queuedTexts(9)).toEqual([]);
      const { copyOf: _, ...own } = copy;
      await memory.commit({ messages: [own] });
      expect((await library.queuedTexts(9)).map(({ id }) => id)).toEqual(['copy']);
    });

    it('removes a conversation with all that belongs to it, and nothing else', async () => {
      const { workspace, memory, library } = stores;
      for (const id of ['c1', 'c2']) {
        const own = { conversationId: id };
        await memory.commit({
          conversation: sampleConversation(id),
          messages: [sampleMessage(`m ${id}`, own), sampleMessage(`n ${id}`, own)],
          epoch: sampleEpoch(`e ${id}`, own),
          step: sampleStep(`s ${id}`, own),
          addedEvents: [sampleEvent(`v ${id}`, own)],
          proposals: [sampleProposal(`o ${id}`, own)],
          partialReply: { ...own, runId: 'r1', text: 'So', at: 1 },
        });
        await workspace.saveDraft(id, 'to be said');
      }
      await library.storeVectors('model', [sampleVector('message', 'm c1'), sampleVector('message', 'm c2')]);
      await workspace.removeConversation('c1');

      expect((await workspace.conversations()).map(({ id }) => id)).toEqual(['c2']);
      expect((await memory.messages(['m c1', 'n c1', 'm c2', 'n c2'])).map(({ id }) => id)).toEqual([
        'm c2',
        'n c2',
      ]);
      expect(await memory.epoch('e c1')).toBeNull();
      expect(await memory.epoch('e c2')).not.toBeNull();
      expect(await workspace.steps('c1', 9)).toEqual([]);
      expect(await workspace.steps('c2', 9)).toHaveLength(1);
      expect((await memory.pendingEvents()).map(({ id }) => id)).toEqual(['v c2']);
      expect((await memory.proposals('a1')).map(({ id }) => id)).toEqual(['o c2']);
      expect(await memory.partialReply('c1')).toBeNull();
      expect(await memory.partialReply('c2')).not.toBeNull();
      expect(await workspace.draft('c1')).toBe('');
      expect(await workspace.draft('c2')).toBe('to be said');
      expect((await library.queuedTexts(9)).map(({ id }) => id)).toEqual(['n c2']);
      const vectors = await storedVectors(stores.index, 'model', 3);
      expect(vectors.map(({ id }) => id)).toEqual(['m c2']);
    });

    it('lists edits newest first, also those of one moment, of all blocks or of one', async () => {
      const { workspace, memory } = stores;
      await memory.commit({ blockEdits: [sampleEdit('z'), sampleEdit('a', { label: 'persona' })] });
      await memory.commit({ blockEdits: [sampleEdit('m'), sampleEdit('other', { agentId: 'a2' })] });
      expect((await workspace.blockEdits('a1')).map(({ id }) => id)).toEqual(['m', 'a', 'z']);
      expect((await workspace.blockEdits('a1', 'human')).map(({ id }) => id)).toEqual(['m', 'z']);
      expect(await workspace.blockEdits('a1', 'human')).toContainEqual(sampleEdit('z'));
      expect(await workspace.blockEdits('a1', 'hum')).toEqual([]);
    });

    it('lists notes newest first, and no passages of documents', async () => {
      const { workspace, memory, library } = stores;
      await library.addDocument(sampleDocument('d1'), new ArrayBuffer(4));
      await library.storeExtraction(sampleDocument('d1'), { text: '', pages: null }, [samplePassage('p1')]);
      const notes = [
        sampleNote('n1', { createdAt: 2 }),
        sampleNote('n2', { createdAt: 3 }),
        sampleNote('n3', { createdAt: 1, runId: null }),
      ];
      await memory.commit({ notes });
      expect(await workspace.notes()).toEqual([notes[1], notes[0], notes[2]]);
    });

    it('lists the newest steps of a conversation', async () => {
      const { workspace, memory } = stores;
      for (const [index, id] of ['s1', 's2', 's3'].entries()) {
        await memory.commit({ step: sampleStep(id, { startedAt: 100 + index }) });
      }
      await memory.commit({ step: sampleStep('other', { conversationId: 'c2', startedAt: 500 }) });
      expect((await workspace.steps('c1', 2)).map(({ id }) => id)).toEqual(['s3', 's2']);
      expect((await workspace.steps('c1', 9)).map(({ id }) => id)).toEqual(['s3', 's2', 's1']);
    });

    it('finds messages that say something by time, newest first', async () => {
      const { workspace, memory } = stores;
      const messages = [1, 2, 3, 4, 5].map((createdAt) => sampleMessage(`m${createdAt}`, { createdAt }));
      await memory.commit({
        messages: [...messages.toReversed(), sampleMessage('silent', { text: '', createdAt: 3 })],
      });
      expect((await workspace.messagesBetween(2, 4)).map(({ id }) => id)).toEqual(['m4', 'm3', 'm2']);
      expect(await workspace.messagesBetween(6, 9)).toEqual([]);
    });

    it('visits every message that says something once, however many there are', async () => {
      const { workspace, memory } = stores;
      const ids = Array.from({ length: 1100 }, (_, index) => `m${index}`);
      await memory.commit({
        messages: ids.map((id, index) =>
          index % 2 === 0 ? sampleMessage(id) : sampleMessage(id, { text: '' }),
        ),
      });
      const visited: string[] = [];
      await workspace.eachMessages((batch) => {
        visited.push(...batch.map(({ id }) => id));
      });
      expect(visited.sort()).toEqual(ids.filter((_, index) => index % 2 === 0).sort());
    });

    it('keeps one draft for each conversation', async () => {
      const { workspace } = stores;
      expect(await workspace.draft('c1')).toBe('');
      await workspace.saveDraft('c1', 'Hel');
      await workspace.saveDraft('c1', 'Hello');
      await workspace.saveDraft('c2', 'Other');
      expect(await workspace.draft('c1')).toBe('Hello');
      await workspace.saveDraft('c1', '');
      expect(await workspace.draft('c1')).toBe('');
      expect(await workspace.draft('c2')).toBe('Other');
    });

    it('keeps settings by name', async () => {
      const { workspace } = stores;
      expect(await workspace.setting('theme')).toBeNull();
      await workspace.saveSetting('theme', '"dark"');
      await workspace.saveSetting('theme', '"light"');
      expect(await workspace.setting('theme')).toBe('"light"');
    });
  });
}
