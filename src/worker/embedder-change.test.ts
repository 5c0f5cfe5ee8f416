import { describe, expect, test } from 'vitest';
import { BagOfWordsEmbedder } from '../storage/bag-of-words-embedder.fixture.ts';
import type { IndexStore } from '../storage/index-store.ts';
import type { StoredVector } from '../storage/library-store.ts';
import { storedVectors } from '../storage/stored-vectors.fixture.ts';
import { numberedTexts, type QueueUnderTest, queueUnderTest, settled } from './embedding-queue.fixture.ts';

const page = { page: 1, pageSize: 5 };
const texts = [...numberedTexts(39), 'The automobile is red.'];

/** Everything has its vector of the first embedder; the second was chosen, and has done a part of the work. */
async function inTheMiddle(): Promise<QueueUnderTest & { next: BagOfWordsEmbedder; drained: Promise<void> }> {
  const under = await queueUnderTest();
  await under.addDocument('d1', texts);
  await under.queue.wake();
  const next = new BagOfWordsEmbedder('next');
  const embed = next.embed.bind(next);
  next.embed = async (batch) => {
    if (next.asked.length === 2) under.queue.pause('answering', true);
    return embed(batch);
  };
  under.choose(next);
  const drained = under.queue.wake();
  await settled();
  return { ...under, next, drained };
}

function vectorsOf(index: IndexStore, modelId: string): Promise<StoredVector[]> {
  return storedVectors(index, modelId, 256);
}

test('search goes on by words and old vectors until the new ones are complete', async () => {
  const { stores, search, embedder, next, queue, addDocument, drained } = await inTheMiddle();
  expect(await vectorsOf(stores.index, 'next')).not.toHaveLength(0);
  const asked = next.asked.length;
  const byMeaning = await search.archival({ text: 'a car', ...page });
  expect(byMeaning.hits).toMatchObject([{ passage: { id: 'd1-39' }, found: 'meaning' }]);
  const both = await search.archival({ text: 'red automobile', ...page });
  expect(both.hits).toMatchObject([{ found: 'both' }]);
  await addDocument('d2', ['A green zeppelin.']);
  const byWords = await search.archival({ text: 'zeppelin', ...page });
  expect(byWords.hits).toMatchObject([{ passage: { id: 'd2-0' }, found: 'words' }]);
  expect(embedder.asked.flat()).toEqual(expect.arrayContaining(['a car', 'red automobile', 'zeppelin']));
  expect(next.asked).toHaveLength(asked);
  queue.pause('answering', false);
  await drained;
});

test('then it goes by the new ones, and the old ones are gone', async () => {
  const { stores, search, embedder, next, documents, changes, queue, drained } = await inTheMiddle();
  const before = await vectorsOf(stores.index, embedder.modelId);
  expect(before).toHaveLength(40);
  expect(documents.at(-1)).toMatchObject({ state: 'searchable' });
  queue.pause('answering', false);
  await drained;
  expect(await vectorsOf(stores.index, embedder.modelId)).toEqual([]);
  expect(await vectorsOf(stores.index, 'next')).toHaveLength(40);
  expect(await stores.library.vectorModels()).toEqual({ searched: 'next', queued: 'next' });
  expect(documents.at(-1)).toMatchObject({ state: 'ready', embedded: 40 });
  expect(changes).toEqual(['next']);
  expect(new Set(next.asked.flat()).size).toBe(40);
  const asked = embedder.asked.length;
  const { hits } = await search.archival({ text: 'a car', ...page });
  expect(hits).toMatchObject([{ passage: { id: 'd1-39' }, found: 'meaning' }]);
  expect(next.asked).toContainEqual(['a car']);
  expect(embedder.asked).toHaveLength(asked);
});

test('vectors of another length are no trouble', async () => {
  const { search, choose, queue, addDocument } = await queueUnderTest();
  await addDocument('d1', texts);
  await queue.wake();
  const wide = new BagOfWordsEmbedder('wide');
  const embed = wide.embed.bind(wide);
  const widened = {
    modelId: 'wide',
    dimensions: 512,
    maxTokens: 256,
    embed: async (batch: readonly string[]) =>
      (await embed(batch)).map((vector) =>
        Float32Array.from({ length: 512 }, (_, index) => vector[index] ?? 0),
      ),
  };
  choose(widened);
  const searches = Array.from({ length: 20 }, async () => {
    await settled();
    return search.archival({ text: 'a car', ...page });
  });
  await queue.wake();
  for (const { hits } of await Promise.all(searches)) expect(hits).toMatchObject([{ found: 'meaning' }]);
  expect((await search.archival({ text: 'a car', ...page })).total).toBe(1);
});

describe('after a restart in the middle', () => {
  test('search goes by the old vectors where the old embedder can be had', async () => {
    const { stores, embedder } = await inTheMiddle();
    const asked: string[] = [];
    const next = new BagOfWordsEmbedder('next');
    const second = await queueUnderTest({
      stores,
      embedder: async () => next,
      formerEmbedder: async (modelId) => {
        asked.push(modelId);
        return embedder;
      },
    });
    second.queue.pause('answering', true);
    const drained = second.queue.wake();
    await settled();
    expect(asked).toEqual(['bag-of-words']);
    expect((await second.search.archival({ text: 'a car', ...page })).total).toBe(1);
    expect(next.asked).toEqual([]);
    second.queue.pause('answering', false);
    await drained;
    expect(second.changes).toEqual(['next']);
    expect(next.asked.flat().length).toBeLessThan(40);
    expect(await vectorsOf(stores.index, 'next')).toHaveLength(40);
  });

  test.each([
    ['is gone', async () => null],
    ['does not load', () => Promise.reject(new Error('A file is missing.'))],
  ])('and by words and the new ones where it %s', async (_, formerEmbedder) => {
    const { stores } = await inTheMiddle();
    const next = new BagOfWordsEmbedder('next');
    const second = await queueUnderTest({ stores, embedder: async () => next, formerEmbedder });
    await second.queue.wake();
    expect(second.failures).toEqual([]);
    expect((await second.search.archival({ text: 'a car', ...page })).total).toBe(1);
    expect(await vectorsOf(stores.index, 'bag-of-words')).toEqual([]);
  });
});

test('a change that is taken back costs nothing more', async () => {
  const { stores, search, embedder, queue, choose, drained } = await inTheMiddle();
  const asked = embedder.asked.length;
  choose(embedder);
  queue.pause('answering', false);
  await drained;
  expect(embedder.asked).toHaveLength(asked);
  expect(await stores.library.queueLength()).toBe(0);
  expect(await vectorsOf(stores.index, 'next')).toEqual([]);
  expect(await vectorsOf(stores.index, embedder.modelId)).toHaveLength(40);
  expect((await search.archival({ text: 'a car', ...page })).total).toBe(1);
});
