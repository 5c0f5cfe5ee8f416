import { describe, expect, test } from 'vitest';
import { BagOfWordsEmbedder } from '../storage/bag-of-words-embedder.fixture.ts';
import { sampleNote } from '../storage/sample-rows.fixture.ts';
import type { EmbeddingChange } from './app-protocol.ts';
import type { CountedTexts } from './change-progress.ts';
import { numberedTexts, queueUnderTest, settled } from './embedding-queue.fixture.ts';

/* What a change of embedder tells while it goes on, and what becomes of one that can't be had. */

const page = { page: 1, pageSize: 5 };
const texts = [...numberedTexts(39), 'The automobile is red.'];

function notebook(): CountedTexts {
  const noted = new Map<string, number>();
  return {
    load: async (modelId) => noted.get(modelId) ?? null,
    save: async (modelId, total) => void noted.set(modelId, total),
  };
}

/** Everything has its vector of the first embedder. */
async function embedded(countedTexts = notebook()) {
  const told: (EmbeddingChange | null)[] = [];
  const used: (readonly string[])[] = [];
  const under = await queueUnderTest({
    countedTexts,
    onChange: (change) => told.push(change),
    onInUse: (modelIds) => used.push(modelIds),
  });
  await under.addDocument('d1', texts);
  await under.queue.wake();
  return { ...under, told, used, countedTexts };
}

describe('a change', () => {
  test('is counted from nothing to all, and then there is none', async () => {
    const { told, queue, choose } = await embedded();
    expect(told).toEqual([]);
    choose(new BagOfWordsEmbedder('next'));
    await queue.wake();
    expect(told[0]).toEqual({ done: 0, total: 40 });
    expect(told.at(-2)).toEqual({ done: 40, total: 40 });
    expect(told.at(-1)).toBeNull();
    const counts = told.map((change) => change?.done ?? 41);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(queue.change).toBeNull();
  });

  test('counts what comes meanwhile', async () => {
    const { stores, told, queue, choose } = await embedded();
    choose(new BagOfWordsEmbedder('next'));
    queue.pause('low-battery', true);
    const drained = queue.wake();
    await settled();
    await stores.memory.commit({ notes: [sampleNote('n1', { text: 'A lantern.' })] });
    queue.textsAdded();
    await settled();
    expect(queue.change).toEqual({ done: 0, total: 41 });
    queue.pause('low-battery', false);
    await drained;
    expect(told.at(-2)).toEqual({ done: 41, total: 41 });
  });

  test('goes on counting where it was after a restart', async () => {
    const { stores, embedder, queue, choose, countedTexts } = await embedded();
    const next = new BagOfWordsEmbedder('next');
    const embed = next.embed.bind(next);
    next.embed = async (batch) => {
      if (next.asked.length === 2) queue.pause('answering', true);
      return embed(batch);
    };
    choose(next);
    void queue.wake();
    await settled();
    const done = queue.change?.done ?? 0;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(40);
    const told: (EmbeddingChange | null)[] = [];
    const second = await queueUnderTest({
      stores,
      countedTexts,
      embedder: async () => new BagOfWordsEmbedder('next'),
      formerEmbedder: async () => embedder,
      onChange: (change) => told.push(change),
    });
    await second.queue.wake();
    expect(told[0]).toEqual({ done, total: 40 });
    expect(told.at(-1)).toBeNull();
  });

  test('that is taken back during a pause is over at once, and search was never without meaning', async () => {
    const { search, embedder, queue, choose, used } = await embedded();
    queue.pause('low-battery', true);
    choose(new BagOfWordsEmbedder('next'));
    void queue.wake();
    await settled();
    expect(queue.change).toEqual({ done: 0, total: 40 });
    expect(used.at(-1)).toEqual(['next', 'bag-of-words']);
    expect(await search.archival({ text: 'a car', ...page })).toMatchObject({ byMeaning: true, total: 1 });
    choose(embedder);
    void queue.wake();
    await settled();
    expect(queue.change).toBeNull();
    expect(used.at(-1)).toEqual(['bag-of-words', 'bag-of-words']);
    expect(await search.archival({ text: 'a car', ...page })).toMatchObject({ byMeaning: true, total: 1 });
  });

  test('says at its end which embedder is needed from then on', async () => {
    const { queue, choose, used } = await embedded();
    choose(new BagOfWordsEmbedder('next'));
    await queue.wake();
    expect(used.at(-1)).toEqual(['next']);
  });
});

describe('an embedder that can’t be had', () => {
  const missing = () => Promise.reject(new Error('Its files are gone.'));

  test('leaves search to the one before, where that has all vectors', async () => {
    const { stores, embedder } = await embedded();
    const second = await queueUnderTest({ stores, embedder: missing, formerEmbedder: async () => embedder });
    await second.queue.wake();
    expect(second.failures).toEqual(['Its files are gone.']);
    const found = await second.search.archival({ text: 'a car', ...page });
    expect(found).toMatchObject({ byMeaning: true, total: 1 });
  });

  test('leaves search to words, where no other has any', async () => {
    const { stores } = await embedded();
    const second = await queueUnderTest({ stores, embedder: missing, formerEmbedder: async () => null });
    await second.queue.wake();
    expect((await second.search.archival({ text: 'a car', ...page })).byMeaning).toBe(false);
  });

  test('is told of once, however many texts come', async () => {
    const under = await queueUnderTest();
    await under.addDocument('d1', ['A car.']);
    under.embedder.failure = new Error('Out of memory.');
    for (let time = 0; time < 3; time++) await under.queue.wake();
    expect(under.failures).toEqual(['Out of memory.']);
    under.embedder.failure = null;
    await under.queue.wake();
    under.embedder.failure = new Error('Out of memory.');
    await under.addDocument('d2', ['A lantern.']);
    await under.queue.wake();
    expect(under.failures).toEqual(['Out of memory.', 'Out of memory.']);
  });
});
