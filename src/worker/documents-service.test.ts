import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAgent } from '../kernel/agent.fixture.ts';
import type { Conversation } from '../kernel/conversation.ts';
import { newConversation } from '../kernel/new-conversation.ts';
import { sampleDocument, sampleNote, sampleNoteEdit, samplePassage } from '../storage/sample-rows.fixture.ts';
import type { AppPush } from './app-protocol.ts';
import { DocumentsService } from './documents-service.ts';
import { Transferred } from './rpc.ts';

/** The service over a real agent, stores and search; what reading is asked for is noted. */
async function createDocuments() {
  const world = await createTestAgent();
  const { agent, dependencies, stores, search } = world;
  const pushes: AppPush[] = [];
  const asked: unknown[] = [];
  const documents = new DocumentsService({
    ...{ agentId: 'a', stores, search, agent, clock: dependencies.clock },
    intake: {
      add: async (files, conversationId) => void asked.push(['add', files.length, conversationId]),
      retry: async (id, password) => void asked.push(['retry', id, password]),
      cancel: async (id) => void asked.push(['cancel', id]),
    },
    push: (push) => pushes.push(push),
  });
  return {
    ...world,
    ...{ documents, pushes, asked },
    async store(id: string, text = 'A red lantern.'): Promise<void> {
      const passages = [samplePassage(`p ${id}`, { documentId: id, text })];
      await stores.library.addDocument(sampleDocument(id), new ArrayBuffer(4));
      const document = sampleDocument(id, { state: 'searchable', passages: 1 });
      await stores.library.storeExtraction(document, { text, pages: null }, passages);
      search.passagesAdded(passages);
    },
    async attached(id = 'c'): Promise<unknown> {
      return (await stores.memory.conversation(id))?.attached;
    },
  };
}

let world: Awaited<ReturnType<typeof createDocuments>>;
beforeEach(async () => {
  world = await createDocuments();
});

describe('documents', () => {
  it('are brought and read again by the intake', async () => {
    const { documents, asked } = world;
    await documents.addDocuments({
      conversationId: 'c',
      files: [{ name: 'a.txt', bytes: new ArrayBuffer(1) }],
      droppedAt: 1,
    });
    await documents.retryDocument({ id: 'd1', password: 'secret' });
    expect(asked).toEqual([
      ['add', 1, 'c'],
      ['retry', 'd1', 'secret'],
    ]);
  });

  it('are shown with their text and their bytes, as long as they are there', async () => {
    const { documents, store } = world;
    await store('d1');
    expect(await documents.openDocument({ id: 'd1' })).toMatchObject({
      document: { id: 'd1' },
      text: { text: 'A red lantern.' },
    });
    const bytes = await documents.documentBytes({ id: 'd1' });
    expect(bytes).toBeInstanceOf(Transferred);
    await expect(documents.openDocument({ id: 'gone' })).rejects.toThrow('This document was removed.');
    await expect(documents.documentBytes({ id: 'gone' })).rejects.toThrow('no longer kept');
  });

  it('are removed from search and library, and what was written from them stays', async () => {
    const { documents, store, stores, search, pushes, asked } = world;
    await store('d1');
    const sources = ['d1'];
    const note = sampleNote('n1', { text: 'A lantern is lent.', sources });
    await stores.memory.commit({
      notes: [note],
      noteEdits: [sampleNoteEdit('e1', { after: note, sources })],
    });
    search.noteAdded(note);
    await documents.removeDocument({ id: 'd1' });
    expect(asked).toEqual([['cancel', 'd1']]);
    expect(await stores.library.document('d1')).toBeNull();
    const { hits } = await search.archival({ text: 'lantern', page: 1, pageSize: 5 });
    expect(hits.map(({ passage }) => passage.id)).toEqual(['n1']);
    expect(pushes).toEqual([{ type: 'document-removed', id: 'd1' }]);
    expect(await documents.documentWrites({ id: 'd1' })).toEqual({ blockEdits: [], notes: [note] });
  });
});

describe('documents of a chat', () => {
  it('are the chosen ones, all, or none, and the page is told', async () => {
    const { documents, attached, traces } = world;
    expect(await attached()).toBeUndefined();
    for (const documentIds of [['d1', 'd2'], [], null]) {
      await documents.attachDocuments({ conversationId: 'c', documentIds });
      expect(await attached()).toEqual(documentIds);
      expect(traces.at(-1)).toMatchObject({
        type: 'conversation-changed',
        conversation: { attached: documentIds },
      });
    }
    const gone = documents.attachDocuments({ conversationId: 'gone', documentIds: [] });
    await expect(gone).rejects.toThrow('This chat no longer exists.');
  });

  it('are joined by what is dropped into it, of which the model hears', async () => {
    const { documents, attached, stores } = world;
    const document = sampleDocument('d2', { pages: 3, passages: 7 });
    await documents.documentArrived(document, 'c');
    expect(await attached()).toBeUndefined();
    await documents.attachDocuments({ conversationId: 'c', documentIds: ['d1'] });
    await documents.documentArrived(document, 'c');
    await documents.documentArrived(document, 'c');
    expect(await attached()).toEqual(['d1', 'd2']);
    const told = { type: 'document_added', documentId: 'd2', name: 'd2.pdf', pages: 3, passages: 7 };
    const conversation = await stores.memory.conversation('c');
    expect(conversation?.pending).toMatchObject([told, told, told]);
  });

  it('are joined by nothing when the chat went meanwhile', async () => {
    await world.documents.documentArrived(sampleDocument('d2'), 'gone');
    expect(await world.stores.memory.conversation('gone')).toBeNull();
  });

  it('go over to the version that takes a document’s place, in every chat that chose it', async () => {
    const { documents, attached, store, stores } = world;
    for (const id of ['old', 'new']) await store(id);
    const chats: readonly Partial<Conversation>[] = [
      { id: 'c1', attached: ['d1', 'old'] },
      { id: 'c2', attached: ['old', 'd1', 'new'], temporary: true },
      { id: 'c3', attached: ['d1'] },
      { id: 'c4', attached: null },
    ];
    for (const chat of chats) {
      await stores.memory.commit({ conversation: { ...newConversation('a', 'c', 1), ...chat } });
    }
    await documents.replaceDocument('old', 'new');
    expect(await Promise.all(['c1', 'c2', 'c3', 'c4', 'c'].map(attached))).toEqual([
      ['d1', 'new'],
      ['new', 'd1'],
      ['d1'],
      null,
      undefined,
    ]);
    expect((await stores.library.documents()).map(({ id }) => id)).toEqual(['new']);
  });
});
