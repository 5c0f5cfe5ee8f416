import { describe, expect, test } from 'vitest';
import type { Embedder, EmbedUrgency } from '../kernel/embedder.ts';
import { BagOfWordsEmbedder } from '../storage/bag-of-words-embedder.fixture.ts';
import { sampleNote } from '../storage/sample-rows.fixture.ts';
import { numberedTexts, queueUnderTest, settled } from './embedding-queue.fixture.ts';

const page = { page: 1, pageSize: 5 };

test('every passage is embedded in small batches, and then found by meaning', async () => {
  const { stores, search, embedder, documents, queue, addDocument } = await queueUnderTest();
  await addDocument('d1', [...numberedTexts(19), 'The automobile is red.']);
  const before = await search.archival({ text: 'a car', ...page });
  expect([before.byMeaning, before.total]).toEqual([false, 0]);
  await queue.wake();
  expect(embedder.asked.map((batch) => batch.length)).toEqual([8, 8, 3, 1]);
  expect(await stores.library.queueLength()).toBe(0);
  expect(documents.at(-1)).toMatchObject({ state: 'ready', embedded: 20 });
  const after = await search.archival({ text: 'a car', ...page });
  expect(after.byMeaning).toBe(true);
  expect(after.hits).toMatchObject([{ passage: { id: 'd1-19' }, found: 'meaning' }]);
});

test('texts of like length go together, however they came', async () => {
  const { embedder, queue, addDocument } = await queueUnderTest();
  const texts = numberedTexts(24).map(
    (text, index) => `${text}${index % 2 === 0 ? ' and more'.repeat(60) : ''}`,
  );
  await addDocument('d1', texts);
  await queue.wake();
  const spreads = embedder.asked.map((batch) => {
    const lengths = batch.map(({ length }) => length);
    return Math.max(...lengths) - Math.min(...lengths);
  });
  expect(Math.max(...spreads)).toBeLessThan(5);
  expect(embedder.asked.flat().sort()).toEqual(texts.toSorted());
});

test('nobody waits for it: it lets questions go first', async () => {
  const urgencies: (EmbedUrgency | undefined)[] = [];
  const plain = new BagOfWordsEmbedder();
  const embedder: Embedder = {
    modelId: plain.modelId,
    dimensions: plain.dimensions,
    maxTokens: plain.maxTokens,
    embed(texts, signal, urgency) {
      urgencies.push(urgency);
      return plain.embed(texts, signal);
    },
  };
  const { queue, addDocument } = await queueUnderTest({ embedder: async () => embedder });
  await addDocument('d1', numberedTexts(3));
  await queue.wake();
  expect(urgencies).toEqual(['later']);
});

describe('the same text', () => {
  test('is embedded once, though it lies in the queue twice', async () => {
    const { stores, embedder, documents, queue, addDocument } = await queueUnderTest();
    await addDocument('d1', ['Terms apply.', ...numberedTexts(30), 'Terms apply.']);
    await queue.wake();
    expect(embedder.asked.flat().filter((text) => text === 'Terms apply.')).toHaveLength(1);
    expect(documents.at(-1)).toMatchObject({ state: 'ready', embedded: 32 });
    expect(await stores.library.queueLength()).toBe(0);
  });

  test('is embedded once, though it comes again later', async () => {
    const { search, embedder, queue, addDocument } = await queueUnderTest();
    await addDocument('d1', ['A car.']);
    await queue.wake();
    await addDocument('d2', ['A car.']);
    await queue.wake();
    expect(embedder.asked).toEqual([['A car.']]);
    expect((await search.archival({ text: 'automobile', ...page })).total).toBe(2);
  });
});

describe('a document that is paused', () => {
  const pause = { isEmbeddingPaused: true } as const;

  test('is passed over at once, found by words, and goes on where it was', async () => {
    const { stores, search, embedder, documents, queue, addDocument } = await queueUnderTest();
    await addDocument('d1', numberedTexts(40));
    await addDocument('d2', ['A red lantern.']);
    const embed = embedder.embed.bind(embedder);
    embedder.embed = async (texts) => {
      if (embedder.asked.length === 1) {
        await stores.library.changeDocument('d1', (it) => ({ ...it, ...pause }));
        queue.orderChanged();
      }
      return embed(texts);
    };
    await queue.wake();
    const before = await stores.library.document('d1');
    expect(before).toMatchObject({ state: 'searchable', embedded: 16 });
    expect(await stores.library.document('d2')).toMatchObject({ state: 'ready' });
    expect((await search.archival({ text: '139', ...page })).hits[0]?.passage.id).toBe('d1-39');
    embedder.embed = embed;
    await stores.library.changeDocument('d1', ({ isEmbeddingPaused: _, ...rest }) => rest);
    queue.orderChanged();
    await queue.wake();
    expect(documents.at(-1)).toMatchObject({ id: 'd1', state: 'ready', embedded: 40 });
    expect(embedder.asked.flat().filter((text) => text.startsWith('Passage'))).toHaveLength(40);
  });

  test('keeps search with the former embedder, whose vectors are complete', async () => {
    const { stores, queue, changes, choose, addDocument } = await queueUnderTest();
    await addDocument('d1', numberedTexts(3));
    await queue.wake();
    const next = new BagOfWordsEmbedder('next');
    choose(next);
    await stores.library.requeueAll('next');
    await stores.library.changeDocument('d1', (it) => ({ ...it, ...pause }));
    await queue.wake();
    expect(changes).toEqual([]);
    expect((await stores.library.vectorModels())?.searched).not.toBe('next');
    expect(queue.change).toEqual({ done: 0, total: 3 });
    await stores.library.changeDocument('d1', ({ isEmbeddingPaused: _, ...rest }) => rest);
    queue.orderChanged();
    await queue.wake();
    expect(changes).toEqual(['next']);
    expect(queue.change).toBeNull();
  });
});

describe('after a failure', () => {
  test('the rest waits, is told of once, and is worked off when woken again', async () => {
    const { stores, embedder, failures, queue, addDocument } = await queueUnderTest();
    await addDocument('d1', numberedTexts(20));
    embedder.failure = new Error('The search model stopped.');
    await queue.wake();
    expect(failures).toEqual(['The search model stopped.']);
    expect(await stores.library.queueLength()).toBe(20);
    embedder.failure = null;
    await queue.wake();
    expect(await stores.library.queueLength()).toBe(0);
  });

  test('what was done by then is not done again, by another session either', async () => {
    const first = await queueUnderTest();
    await first.addDocument('d1', numberedTexts(40));
    const embed = first.embedder.embed.bind(first.embedder);
    first.embedder.embed = async (texts) => {
      if (first.embedder.asked.length === 3) throw new Error('Out of memory.');
      return embed(texts);
    };
    await first.queue.wake();
    expect(await first.stores.library.queueLength()).toBe(16);
    const second = await queueUnderTest({ stores: first.stores });
    await second.queue.wake();
    expect(second.embedder.asked.flat()).toHaveLength(16);
    const asked = [...first.embedder.asked, ...second.embedder.asked].flat();
    expect(new Set(asked).size).toBe(40);
  });

  test.each([
    ['of the wrong length', [new Float32Array(3)]],
    ['too few', []],
    ['that are no directions', [new Float32Array(256).fill(Number.NaN)]],
  ])('vectors %s do not get into the index', async (_, vectors) => {
    const { stores, search, embedder, failures, queue, addDocument } = await queueUnderTest();
    await addDocument('d1', ['A red lantern.']);
    embedder.embed = async () => vectors;
    await queue.wake();
    expect(failures).toHaveLength(1);
    expect(await stores.library.queueLength()).toBe(0);
    expect((await search.archival({ text: 'lantern', ...page })).total).toBe(1);
    await queue.wake();
    expect(failures).toHaveLength(1);
  });

  test('a text without a sound vector holds up no other, and leaves the queue', async () => {
    const { stores, search, embedder, documents, failures, queue, addDocument } = await queueUnderTest();
    await addDocument('d1', [...numberedTexts(20), 'A red lantern.', 'The automobile is blue.']);
    const embed = embedder.embed.bind(embedder);
    embedder.embed = async (texts) =>
      (await embed(texts)).map((vector, index) =>
        texts[index]?.includes('lantern') ? vector.fill(Number.NaN) : vector,
      );
    await queue.wake();
    expect(await stores.library.queueLength()).toBe(0);
    expect(failures).toEqual([
      'The search model gave no usable vector for one text; it is found by words alone.',
    ]);
    expect(documents.at(-1)).toMatchObject({ state: 'ready', embedded: 22 });
    expect((await search.archival({ text: 'a blue car', ...page })).hits[0]?.found).toBe('both');
    const { hits } = await search.archival({ text: 'lantern', ...page });
    expect(hits).toMatchObject([{ passage: { text: 'A red lantern.' }, found: 'words' }]);
  });

  test('an embedder that gives nothing sound is at fault itself: its texts wait', async () => {
    const { stores, embedder, failures, queue, addDocument } = await queueUnderTest();
    await addDocument('d1', numberedTexts(40));
    embedder.embed = async (texts) => texts.map(() => new Float32Array(3));
    await queue.wake();
    expect(await stores.library.queueLength()).toBe(40);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain('no usable vectors');
  });
});

describe('waking', () => {
  test('it while it works does not start a second worker, and misses nothing', async () => {
    const { stores, embedder, queue, addDocument } = await queueUnderTest();
    await addDocument('d1', numberedTexts(10));
    await Promise.all([queue.wake(), queue.wake(), queue.wake()]);
    expect(embedder.asked.flat().length).toBe(10);
    expect(await stores.library.queueLength()).toBe(0);
  });

  test('it at any moment misses nothing, the one included in which it ends', async () => {
    const { stores, queue } = await queueUnderTest();
    for (let moment = 0; moment < 100; moment++) {
      void queue.wake();
      for (let passed = 0; passed < moment; passed++) await Promise.resolve();
      void stores.memory.commit({ notes: [sampleNote(`n${moment}`, { text: `Note ${moment}` })] });
      queue.textsAdded();
      await settled();
      expect(await stores.library.queueLength(), `moment ${moment}`).toBe(0);
    }
  });

  test('is up to others the first time, and then comes with every text', async () => {
    const { stores, embedder, queue, addDocument } = await queueUnderTest();
    await addDocument('d1', ['A car.']);
    queue.textsAdded();
    await settled();
    expect(embedder.asked).toEqual([]);
    await queue.wake();
    await stores.memory.commit({ notes: [sampleNote('n1', { text: 'A lantern.' })] });
    queue.textsAdded();
    await settled();
    expect(embedder.asked).toEqual([['A car.'], ['A lantern.']]);
  });
});

describe('a pause', () => {
  /** Pauses the queue while its second batch is under way. */
  async function pausedQueue() {
    const under = await queueUnderTest();
    const { embedder, queue } = under;
    await under.addDocument('d1', ['An automobile.', ...numberedTexts(30)]);
    const embed = embedder.embed.bind(embedder);
    embedder.embed = async (texts) => {
      if (embedder.asked.length === 1) queue.pause('answering', true);
      return embed(texts);
    };
    const drained = queue.wake();
    await settled();
    return { ...under, drained };
  }

  test('begins after the batch under way, with all that was done stored', async () => {
    const { stores, embedder } = await pausedQueue();
    expect(embedder.asked).toHaveLength(2);
    expect(await stores.library.queueLength()).toBe(31 - embedder.asked.flat().length);
  });

  test('ends when its last reason does', async () => {
    const { stores, embedder, queue, drained } = await pausedQueue();
    queue.pause('low-battery', true);
    queue.pause('answering', false);
    await settled();
    expect(embedder.asked).toHaveLength(2);
    queue.pause('low-battery', false);
    await drained;
    expect(await stores.library.queueLength()).toBe(0);
    expect(embedder.asked.flat()).toHaveLength(31);
  });

  test('is for the backlog: questions are embedded all the same', async () => {
    const { search, embedder, queue, addDocument } = await queueUnderTest();
    queue.pause('low-battery', true);
    await addDocument('d1', ['An automobile.']);
    void queue.wake();
    await settled();
    expect(embedder.asked).toEqual([]);
    expect(await search.archival({ text: 'car', ...page })).toMatchObject({ byMeaning: true, total: 0 });
    expect(embedder.asked).toEqual([['car']]);
  });

  test('embeds nothing that was revised or removed meanwhile', async () => {
    const { stores, embedder, queue, drained } = await pausedQueue();
    await stores.library.removeDocument('d1');
    const before = embedder.asked.length;
    queue.pause('answering', false);
    await drained;
    expect(embedder.asked).toHaveLength(before);
  });
});
