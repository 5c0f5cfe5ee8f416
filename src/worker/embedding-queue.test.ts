import { expect, test } from 'vitest';
import type { LibraryDocument } from '../kernel/document.ts';
import { BagOfWordsEmbedder } from '../storage/bag-of-words-embedder.fixture.ts';
import { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import { openStores } from '../storage/open-stores.ts';
import { sampleDocument, samplePassage } from '../storage/sample-rows.fixture.ts';
import { EmbeddingQueue } from './embedding-queue.ts';

async function createQueue(passages: number) {
  const stores = await openStores({ name: 'test' });
  const search = new HybridMemorySearch(stores);
  const embedder = new BagOfWordsEmbedder();
  const documents: LibraryDocument[] = [];
  const failures: string[] = [];
  const queue = new EmbeddingQueue({
    library: stores.library,
    search,
    embedder: async () => embedder,
    onDocument: (document) => documents.push(document),
    onFailure: (message) => failures.push(message),
  });
  const rows = Array.from({ length: passages }, (_, ordinal) =>
    samplePassage(`p${ordinal}`, {
      ordinal,
      text: ordinal === 3 ? 'The automobile is red.' : `Passage ${ordinal}`,
    }),
  );
  await stores.library.addDocument(sampleDocument('d1'), new ArrayBuffer(4));
  const searchable = sampleDocument('d1', { state: 'searchable', passages });
  await stores.library.storeExtraction(searchable, { text: '', pages: null }, rows);
  search.passagesAdded(rows);
  return { stores, search, embedder, documents, failures, queue };
}

test('every passage is embedded in small batches, and then found by meaning', async () => {
  const { stores, search, embedder, documents, queue } = await createQueue(20);
  const before = await search.archival({ text: 'a car', page: 1, pageSize: 5 });
  expect([before.byMeaning, before.total]).toEqual([false, 0]);
  await queue.wake();
  expect(embedder.asked.map((batch) => batch.length)).toEqual([8, 8, 4]);
  expect(await stores.library.queueLength()).toBe(0);
  expect(documents.at(-1)).toMatchObject({ state: 'ready', embedded: 20 });
  const after = await search.archival({ text: 'a car', page: 1, pageSize: 5 });
  expect(after.byMeaning).toBe(true);
  expect(after.hits[0]?.passage.id).toBe('p3');
});

test('after a failure the rest waits, is told of once, and is worked off when woken again', async () => {
  const { stores, embedder, failures, queue } = await createQueue(20);
  embedder.failure = new Error('The search model stopped.');
  await queue.wake();
  expect(failures).toEqual(['The search model stopped.']);
  expect(await stores.library.queueLength()).toBe(20);
  embedder.failure = null;
  await queue.wake();
  expect(await stores.library.queueLength()).toBe(0);
});

test('waking it while it works does not start a second worker, and misses nothing', async () => {
  const { stores, embedder, queue } = await createQueue(10);
  await Promise.all([queue.wake(), queue.wake(), queue.wake()]);
  expect(embedder.asked.flat().length).toBe(10);
  expect(await stores.library.queueLength()).toBe(0);
});
