import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LibraryDocument } from '../kernel/document.ts';
import type { Passage } from '../kernel/passage.ts';
import type { StoredVector } from './library-store.ts';
import {
  sampleDocument,
  sampleMessage,
  sampleNote,
  samplePassage,
  sampleVector,
} from './sample-rows.fixture.ts';
import { storedVectors } from './stored-vectors.fixture.ts';
import type { CreateStores, StoresUnderTest } from './stores-under-test.fixture.ts';

const bytes = () => new Uint8Array([1, 2, 3, 4]).buffer;

/** What every LibraryStore must do (library-store.ts). */
export function libraryStoreContract(name: string, create: CreateStores): void {
  describe(`LibraryStore: ${name}`, () => {
    let stores: StoresUnderTest;
    beforeEach(async () => {
      stores = await create();
    });
    afterEach(() => stores.dispose());

    describe('documents', () => {
      it('are listed newest first and found by id and by hash', async () => {
        const { library } = stores;
        expect(await library.documents()).toEqual([]);
        await library.addDocument(sampleDocument('d1', { addedAt: 1 }), bytes());
        await library.addDocument(sampleDocument('d2', { addedAt: 3 }), bytes());
        await library.addDocument(sampleDocument('d3', { addedAt: 2 }), bytes());
        expect((await library.documents()).map(({ id }) => id)).toEqual(['d2', 'd3', 'd1']);
        expect(await library.document('d1')).toEqual(sampleDocument('d1', { addedAt: 1 }));
        expect((await library.documentBySha256('sha of d3'))?.id).toBe('d3');
        expect(await library.document('x')).toBeNull();
        expect(await library.documentBySha256('x')).toBeNull();
      });

      it('keep the original bytes, also when a reader gives its copy away', async () => {
        const { library } = stores;
        await library.addDocument(sampleDocument('d1'), bytes());
        const first = await library.documentBytes('d1');
        if (first !== null) structuredClone(first, { transfer: [first] });
        expect(new Uint8Array((await library.documentBytes('d1')) ?? bytes().slice(1))).toEqual(
          new Uint8Array(bytes()),
        );
        expect(await library.documentBytes('x')).toBeNull();
      });

      it('are updated, but not brought back once removed', async () => {
        const { library } = stores;
        await library.addDocument(sampleDocument('d1'), bytes());
        const failed = await library.changeDocument('d1', (it) => ({ ...it, state: 'failed' }));
        expect(failed).toMatchObject({ id: 'd1', state: 'failed' });
        expect((await library.document('d1'))?.state).toBe('failed');
        await library.removeDocument('d1');
        expect(await library.changeDocument('d1', (it) => it)).toBeNull();
        expect(await library.documents()).toEqual([]);
      });
    });

    describe('storeExtraction', () => {
      it('stores text, passages, their places in the queue and the new state', async () => {
        const { library } = stores;
        const text = { text: 'The whole text.', pages: [{ number: 1, start: 0, end: 15 }] };
        await addDocument(stores, 'd1', ['p1', 'p2'], text);
        expect((await library.document('d1'))?.state).toBe('searchable');
        expect(await library.documentText('d1')).toEqual(text);
        expect((await allPassages(stores)).map(({ id }) => id).sort()).toEqual(['p1', 'p2']);
        expect(await library.queuedTexts(10)).toEqual([
          { kind: 'passage', id: 'p1', text: 'text of p1' },
          { kind: 'passage', id: 'p2', text: 'text of p2' },
        ]);
        expect(await library.documentText('x')).toBeNull();
      });

      it('replaces what an earlier extraction left', async () => {
        const { library } = stores;
        await addDocument(stores, 'd1', ['p1', 'p2']);
        await library.storeVectors('model', [sampleVector('passage', 'p1')]);
        await addDocument(stores, 'd1', ['p3']);
        expect((await allPassages(stores)).map(({ id }) => id)).toEqual(['p3']);
        expect((await library.queuedTexts(10)).map(({ id }) => id)).toEqual(['p3']);
        expect(await allVectors(stores, 'model')).toEqual([]);
      });

      it('stores nothing when a passage can’t be stored', async () => {
        const { library } = stores;
        await library.addDocument(sampleDocument('d1'), bytes());
        const broken = samplePassage('p2', { text: (() => '') as unknown as string });
        const passages = [samplePassage('p1'), broken];
        const stored = library.storeExtraction(
          sampleDocument('d1', { state: 'searchable' }),
          { text: 't', pages: null },
          passages,
        );
        await expect(stored).rejects.toMatchObject({ name: 'StorageError', code: 'failed' });
        expect((await library.document('d1'))?.state).toBe('reading');
        expect(await library.documentText('d1')).toBeNull();
        expect(await allPassages(stores)).toEqual([]);
        expect(await library.queueLength()).toBe(0);
      });

      it('refuses a document that was removed while it was read', async () => {
        const { library } = stores;
        const stored = library.storeExtraction(sampleDocument('d1'), { text: '', pages: null }, []);
        await expect(stored).rejects.toMatchObject({ code: 'failed' });
        expect(await library.documents()).toEqual([]);
      });
    });

    it('removes a document with all that belongs to it, and nothing else', async () => {
      const { library, memory } = stores;
      await addDocument(stores, 'd1', ['p1', 'p2']);
      await addDocument(stores, 'd2', ['q1', 'q2']);
      await memory.commit({ notes: [sampleNote('n1')] });
      const vectors = ['p1', 'q1', 'n1'].map((id) => sampleVector('passage', id));
      await library.storeVectors('model', vectors);
      await library.removeDocument('d1');
      expect((await library.documents()).map(({ id }) => id)).toEqual(['d2']);
      expect(await library.documentBytes('d1')).toBeNull();
      expect(await library.documentText('d1')).toBeNull();
      expect((await allPassages(stores)).map(({ id }) => id).sort()).toEqual(['n1', 'q1', 'q2']);
      expect((await library.queuedTexts(10)).map(({ id }) => id)).toEqual(['q2']);
      expect((await allVectors(stores, 'model')).map(({ id }) => id).sort()).toEqual(['n1', 'q1']);
      await library.removeDocument('unknown');
    });

    it('visits every passage once, however many there are', async () => {
      const ids = Array.from({ length: 1201 }, (_, index) => `p${index}`);
      await addDocument(stores, 'd1', ids);
      const visited = (await allPassages(stores)).map(({ id }) => id);
      expect(visited.sort()).toEqual(ids.sort());
    });

    describe('the embedding queue', () => {
      it('hands out the oldest texts until they have their vectors', async () => {
        const { library } = stores;
        await addDocument(stores, 'd1', ['p3', 'p1', 'p2']);
        expect((await library.queuedTexts(2)).map(({ id }) => id)).toEqual(['p3', 'p1']);
        expect(await library.queueLength()).toBe(3);
        await library.storeVectors('model', [sampleVector('passage', 'p1')]);
        expect((await library.queuedTexts(2)).map(({ id }) => id)).toEqual(['p3', 'p2']);
        expect(await library.queuedTexts(0)).toEqual([]);
      });

      it('passes over a document that is paused, and counts on it all the same', async () => {
        const { library } = stores;
        const many = Array.from({ length: 1100 }, (_, index) => `p${index}`);
        await addDocument(stores, 'd1', many);
        await addDocument(stores, 'd2', ['q1', 'q2']);
        const handedOut = await library.queuedTexts(1);
        expect(handedOut.map(({ id }) => id)).toEqual(['p0']);
        await library.changeDocument('d1', (it) => ({ ...it, isEmbeddingPaused: true }));
        expect((await library.queuedTexts(1)).map(({ id }) => id)).toEqual(['q1']);
        expect((await library.queuedTexts(9)).map(({ id }) => id)).toEqual(['q1', 'q2']);
        expect(await library.queueLength()).toBe(1102);
        await library.storeVectors('model', [sampleVector('passage', 'p0')]);
        expect(await library.document('d1')).toMatchObject({ embedded: 1, isEmbeddingPaused: true });
        await library.changeDocument('d1', ({ isEmbeddingPaused: _, ...rest }) => rest);
        expect((await library.queuedTexts(2)).map(({ id }) => id)).toEqual(['p1', 'p2']);
      });

      it('a document that became ready is paused no longer', async () => {
        const { library } = stores;
        await addDocument(stores, 'd1', ['p1']);
        await library.changeDocument('d1', (it) => ({ ...it, isEmbeddingPaused: true }));
        await library.storeVectors('model', [sampleVector('passage', 'p1')]);
        const document = await library.document('d1');
        expect(document?.state).toBe('ready');
        expect(document).not.toHaveProperty('isEmbeddingPaused');
      });

      it('counts on the documents, up to ready', async () => {
        const { library } = stores;
        await addDocument(stores, 'd1', ['p1', 'p2']);
        await addDocument(stores, 'd2', ['q1']);
        const first = await library.storeVectors('model', [
          sampleVector('passage', 'p1'),
          sampleVector('passage', 'q1'),
        ]);
        expect(summaries(first)).toEqual(['d1 searchable 1', 'd2 ready 1']);
        const second = await library.storeVectors('model', [sampleVector('passage', 'p2')]);
        expect(summaries(second)).toEqual(['d1 ready 2']);
        expect(summaries(await library.documents())).toEqual(['d1 ready 2', 'd2 ready 1']);
      });

      it('takes a vector once, and none of a text that is gone', async () => {
        const { library } = stores;
        await addDocument(stores, 'd1', ['p1', 'p2']);
        await library.storeVectors('model', [sampleVector('passage', 'p1')]);
        expect(await library.storeVectors('model', [sampleVector('passage', 'p1', 0, 1, 0)])).toEqual([]);
        expect(await library.storeVectors('model', [sampleVector('passage', 'gone')])).toEqual([]);
        expect(await library.storeVectors('model', [])).toEqual([]);
        expect(await allVectors(stores, 'model')).toEqual([sampleVector('passage', 'p1')]);
        expect((await library.document('d1'))?.embedded).toBe(1);
      });

      it('gives up a text of which no vector can be had, until there is another embedder', async () => {
        const { library } = stores;
        await addDocument(stores, 'd1', ['p1', 'p2']);
        await library.requeueAll('model');
        const given = await library.giveUpTexts([
          { kind: 'passage', id: 'p1' },
          { kind: 'passage', id: 'gone' },
        ]);
        expect(summaries(given)).toEqual(['d1 searchable 1']);
        expect((await library.queuedTexts(10)).map(({ id }) => id)).toEqual(['p2']);
        const ready = await library.storeVectors('model', [sampleVector('passage', 'p2')]);
        expect(summaries(ready)).toEqual(['d1 ready 2']);
        expect((await allVectors(stores, 'model')).map(({ id }) => id)).toEqual(['p2']);
        expect(await library.giveUpTexts([{ kind: 'passage', id: 'p1' }])).toEqual([]);
        await library.requeueAll('another');
        expect(await library.queueLength()).toBe(2);
      });

      it.each([{ abandoned: true }, { leftOut: true }] as const)(
        'has nothing of a message that is %o, until it comes back',
        async (mark) => {
          const { library, memory } = stores;
          const message = sampleMessage('m1');
          await memory.commit({ messages: [message] });
          await library.storeVectors('model', [sampleVector('message', 'm1')]);
          await memory.commit({ messages: [{ ...message, ...mark }] });
          expect(await allVectors(stores, 'model')).toEqual([]);
          await library.requeueAll('model');
          expect(await library.queueLength()).toBe(0);
          await memory.commit({ messages: [message] });
          expect((await library.queuedTexts(9)).map(({ id }) => id)).toEqual(['m1']);
        },
      );

      it('queues everything again for another embedder, and only once', async () => {
        const { library, memory } = stores;
        await addDocument(stores, 'd1', ['p1', 'p2']);
        await memory.commit({ messages: [sampleMessage('m1'), sampleMessage('silent', { text: '' })] });
        const vectors = [
          sampleVector('passage', 'p1'),
          sampleVector('passage', 'p2'),
          sampleVector('message', 'm1'),
        ];
        await library.storeVectors('old', vectors);
        await library.requeueAll('old');
        expect(await library.queueLength()).toBe(0);
        await library.requeueAll('new');
        await library.requeueAll('new');
        const queued = await library.queuedTexts(10);
        expect(queued.map(({ id }) => id).sort()).toEqual(['m1', 'p1', 'p2']);
        expect(summaries(await library.documents())).toEqual(['d1 searchable 0']);
        await library.storeVectors('new', [sampleVector('passage', 'p1', 0, 1, 0)]);
        expect(await allVectors(stores, 'old')).toHaveLength(3);
        expect(await allVectors(stores, 'new')).toEqual([sampleVector('passage', 'p1', 0, 1, 0)]);
      });
    });

    describe('a change of embedder', () => {
      const [p1, p2] = [sampleVector('passage', 'p1'), sampleVector('passage', 'p2', 0, 1, 0)];

      beforeEach(() => addDocument(stores, 'd1', ['p1', 'p2']));

      it('is noted, with what search goes by until it is complete', async () => {
        const { library } = stores;
        expect(await library.vectorModels()).toBeNull();
        await library.requeueAll('old');
        expect(await library.vectorModels()).toEqual({ searched: 'old', queued: 'old' });
        await library.requeueAll('new');
        expect(await library.vectorModels()).toEqual({ searched: 'old', queued: 'new' });
        await library.keepVectorsOf('new');
        expect(await library.vectorModels()).toEqual({ searched: 'new', queued: 'new' });
      });

      it('is known from the vectors where it was never noted', async () => {
        const { library } = stores;
        await library.storeVectors('old', [p1]);
        expect(await library.vectorModels()).toEqual({ searched: 'old', queued: 'old' });
        await library.requeueAll('new');
        expect(await library.vectorModels()).toEqual({ searched: 'old', queued: 'new' });
      });

      it('ends with the old vectors gone, and their bytes free', async () => {
        const { library } = stores;
        await library.storeVectors('old', [p1, p2]);
        await library.requeueAll('new');
        await library.storeVectors('new', [p1]);
        // Three dimensions and a scale each.
        expect(await library.keepVectorsOf('new')).toBe(2 * (3 + 4));
        expect(await allVectors(stores, 'old')).toEqual([]);
        expect(await allVectors(stores, 'new')).toEqual([p1]);
        expect((await library.queuedTexts(10)).map(({ id }) => id)).toEqual(['p2']);
        expect(await library.keepVectorsOf('new')).toBe(0);
      });

      it('that is taken back leaves no text with two vectors, and none of the other', async () => {
        const { library } = stores;
        await library.storeVectors('old', [p1]);
        await library.requeueAll('new');
        await library.storeVectors('new', [p2]);
        await library.requeueAll('old');
        expect((await library.queuedTexts(10)).map(({ id }) => id)).toEqual(['p2']);
        expect(summaries(await library.documents())).toEqual(['d1 searchable 1']);
        expect(await allVectors(stores, 'new')).toEqual([]);
        await library.storeVectors('old', [p2]);
        expect((await allVectors(stores, 'old')).sort(byText)).toEqual([p1, p2]);
      });

      it('to a third one keeps what search goes by', async () => {
        const { library } = stores;
        await library.storeVectors('old', [p1, p2]);
        await library.requeueAll('new');
        await library.storeVectors('new', [p1]);
        await library.requeueAll('third');
        expect(await library.vectorModels()).toEqual({ searched: 'old', queued: 'third' });
        expect(await allVectors(stores, 'old')).toHaveLength(2);
        expect(await allVectors(stores, 'new')).toEqual([]);
        expect(await library.queueLength()).toBe(2);
      });
    });

    describe('vectors', () => {
      it('come back as they went in, of the model asked for', async () => {
        const { library, memory } = stores;
        await addDocument(stores, 'd1', ['p1', 'p2']);
        await memory.commit({ messages: [sampleMessage('m1')] });
        const vectors = [
          sampleVector('passage', 'p1', 0.5, -0.5, 0.25),
          sampleVector('message', 'm1', 0, 0, 1),
          sampleVector('passage', 'p2', -1, 0, 0),
        ];
        await library.storeVectors('model', vectors);
        const read = await allVectors(stores, 'model');
        expect(read.sort(byText)).toEqual(vectors.toSorted(byText));
        expect(await allVectors(stores, 'other')).toEqual([]);
      });
    });
  });
}

async function addDocument(
  { library }: StoresUnderTest,
  id: string,
  passageIds: readonly string[],
  text: Parameters<StoresUnderTest['library']['storeExtraction']>[1] = { text: '', pages: null },
): Promise<void> {
  if ((await library.document(id)) === null) await library.addDocument(sampleDocument(id), bytes());
  await library.storeExtraction(
    sampleDocument(id, { state: 'searchable', passages: passageIds.length }),
    text,
    passageIds.map((passageId, ordinal) => samplePassage(passageId, { documentId: id, ordinal })),
  );
}

async function allPassages({ index }: StoresUnderTest): Promise<Passage[]> {
  const passages: Passage[] = [];
  await index.eachText({
    packed: () => expect.fail('Nothing packs texts here.'),
    passages: (batch) => void passages.push(...batch),
    messages: () => {},
  });
  return passages;
}

function allVectors({ index }: StoresUnderTest, modelId: string): Promise<StoredVector[]> {
  return storedVectors(index, modelId, 3);
}

function byText(a: StoredVector, b: StoredVector): number {
  return a.id < b.id ? -1 : 1;
}

function summaries(documents: readonly LibraryDocument[]): string[] {
  return documents.map(({ id, state, embedded }) => `${id} ${state} ${embedded}`).sort();
}
