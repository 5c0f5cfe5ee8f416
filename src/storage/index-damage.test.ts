import type { DBCore } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { WordSegment } from '../retrieval/word-segment.ts';
import { type Database, openDatabase } from './database.ts';
import { DexieIndexStore } from './dexie-index-store.ts';
import { DexieLibraryStore } from './dexie-library-store.ts';
import { DexieMemoryStore } from './dexie-memory-store.ts';
import { DexieWorkspaceStore } from './dexie-workspace-store.ts';
import { HybridMemorySearch } from './hybrid-memory-search.ts';
import { applyChange, dimensions, vectorOf } from './index-changes.fixture.ts';
import { sampleMessage, sampleNote } from './sample-rows.fixture.ts';
import { storedVectors } from './stored-vectors.fixture.ts';

const sizes = { mostSealed: 8, leastSealed: 2, mostTexts: 16, manyNames: 2 };
const texts = Array.from({ length: 20 }, (_, index) => `red lantern ${index}`);
const ids = texts.flatMap((_, index) => [`m${index}`, `n${index}`]).sort();

function storesOf(database: Database) {
  return {
    memory: new DexieMemoryStore(database),
    library: new DexieLibraryStore(database),
    workspace: new DexieWorkspaceStore(database),
    index: new DexieIndexStore(database, sizes),
  };
}

/** Twenty notes and twenty messages, packed and embedded. */
async function filled(): Promise<Database> {
  const database = await openDatabase({ name: 'index', indexedDB: new IDBFactory(), IDBKeyRange });
  const stores = storesOf(database);
  await stores.library.requeueAll('model');
  await stores.memory.commit({
    notes: texts.map((text, index) => sampleNote(`n${index}`, { text })),
    messages: texts.map((text, index) => sampleMessage(`m${index}`, { text })),
  });
  await embedAndTidy(database);
  expect(await database.text_tail.count()).toBe(0);
  return database;
}

async function embedAndTidy(database: Database): Promise<void> {
  const stores = storesOf(database);
  await applyChange(stores, { type: 'embed', count: 100 }, 0);
  while ((await stores.index.tidy('UTC')) !== 'nothing') {
    // Until all is done.
  }
}

async function load(database: Database): Promise<{ found: string[]; notices: string[] }> {
  const notices: string[] = [];
  const search = new HybridMemorySearch(storesOf(database), 'UTC', (message) => notices.push(message));
  await search.load();
  await search.setEmbedder({
    modelId: 'model',
    dimensions,
    maxTokens: 256,
    embed: async () => [Float32Array.from(vectorOf('red').values, (value) => value / 127)],
  });
  const query = { text: 'lantern', page: 1, pageSize: 100 };
  const { hits: passages } = await search.archival(query);
  const { hits: messages } = await search.recall(query);
  const found = [...passages.map(({ passage }) => passage.id), ...messages.map(({ message }) => message.id)];
  return { found: found.sort(), notices };
}

type Row = Record<string, unknown>;
type Change = (row: Row) => Row;

async function damage(
  database: Database,
  table: 'word_segments' | 'vector_segments',
  change: Change,
): Promise<void> {
  const rows: Row[] = await database.table(table).toArray();
  const row = rows[1];
  if (row === undefined) throw new Error('There is nothing to damage.');
  await database.table(table).put(change(row));
}

const wordDamage: [string, Change][] = [
  ['no names', (row) => ({ ...row, ids: null })],
  ['other names', (row) => ({ ...row, ids: [1, 2, 3] })],
  ['too few times', (row) => ({ ...row, at: new Float64Array(1) })],
  ['owners that are not there', (row) => ({ ...row, owners: [] })],
  ['no words', (row) => ({ ...row, words: undefined })],
  ['words of another type', withWords(() => ({ wordEnds: [1, 2] }))],
  ['postings past its texts', withWords(({ postings }) => ({ postings: postings.map(() => 2 ** 32 - 1) }))],
  ['ends that fall', withWords(({ wordEnds }) => ({ wordEnds: wordEnds.toReversed() }))],
];

const vectorDamage: [string, Change][] = [
  ['no names', (row) => ({ ...row, ids: 'n1' })],
  ['too few values', (row) => ({ ...row, values: new Int8Array(3) })],
  ['vectors of another length', widened],
  [
    'a scale that is no number',
    (row) => ({ ...row, scales: (row.scales as Float32Array).map(() => Number.NaN) }),
  ],
  ['residuals of another length', (row) => ({ ...row, residuals: new Int8Array(3) })],
];

function withWords(change: (words: WordSegment) => object): Change {
  return (row) => {
    const words = row.words as WordSegment;
    return { ...row, words: { ...words, ...change(words) } };
  };
}

function widened(row: Row): Row {
  const count = (row.ids as string[]).length;
  return { ...row, values: new Int8Array(count * (dimensions + 1)), residuals: undefined };
}

describe('a damaged word segment is built anew from the texts', () => {
  it.each(wordDamage)('with %s', async (_, change) => {
    const database = await filled();
    await damage(database, 'word_segments', change);
    const { found, notices } = await load(database);
    expect(found).toEqual(ids);
    expect(notices).toEqual([expect.stringContaining('No text was lost')]);
    expect(await database.text_tail.count()).toBeGreaterThan(0);
    await embedAndTidy(database);
    expect(await load(database)).toEqual({ found: ids, notices: [] });
    expect(await database.text_tail.count()).toBe(0);
    database.close();
  });

  it('that is gone, or of which nothing is known', async () => {
    const database = await filled();
    const [first, second] = await database.word_segments.toCollection().primaryKeys();
    await database.word_segments.delete(first ?? 0);
    await database.segment_facts.delete(['words', second ?? 0]);
    expect(await load(database)).toMatchObject({ found: ids, notices: [expect.any(String)] });
    expect((await load(database)).notices).toEqual([]);
    database.close();
  });

  it('is found in idle time too', async () => {
    const database = await filled();
    await damage(database, 'word_segments', (row) => ({ ...row, words: null }));
    const stores = storesOf(database);
    await stores.memory.commit({ removedNotes: texts.map((_, index) => `n${index}`).slice(0, 19) });
    await stores.memory.commit({
      messages: texts.slice(1).map((text, index) => sampleMessage(`m${index + 1}`, { text: `${text}!` })),
    });
    const outcomes: string[] = [];
    while (outcomes.at(-1) !== 'nothing') outcomes.push(await stores.index.tidy('UTC'));
    expect(outcomes).toContain('repaired');
    const { found, notices } = await load(database);
    expect(found).toEqual(ids.filter((id) => id.startsWith('m') || id === 'n19'));
    expect(notices).toEqual([]);
    database.close();
  });
});

describe('a damaged vector segment is embedded anew', () => {
  it.each(vectorDamage)('with %s', async (_, change) => {
    const database = await filled();
    const { index, library } = storesOf(database);
    await damage(database, 'vector_segments', change);
    const { found, notices } = await load(database);
    expect(found).toEqual(ids);
    expect(notices).toEqual([expect.stringContaining('No text was lost')]);
    const queued = await library.queueLength();
    expect(queued).toBeGreaterThan(0);
    expect((await storedVectors(index, 'model', dimensions)).length).toBe(40 - queued);
    await embedAndTidy(database);
    expect(await load(database)).toEqual({ found: ids, notices: [] });
    expect((await storedVectors(index, 'model', dimensions)).map(({ id }) => id).sort()).toEqual(ids);
    database.close();
  });
});

it.each(['word_segments', 'vector_segments'] as const)(
  'a row of %s that cannot be read is damage; a storage that cannot be read is not',
  async (table) => {
    const database = await filled();
    let failure: DOMException | null = new DOMException('Failed to read large value', 'DataError');
    let failing = (await database.table(table).toCollection().primaryKeys())[0];
    database.close();
    database.use({ stack: 'dbcore', name: 'failing', create: (core) => failingOn(core) });
    function failingOn(core: DBCore): DBCore {
      return {
        ...core,
        table: (name) => {
          const inner = core.table(name);
          if (name !== table) return inner;
          return {
            ...inner,
            get: (request) =>
              failure !== null && request.key === failing ? Promise.reject(failure) : inner.get(request),
          };
        },
      };
    }
    await database.open();
    const before = await database.table(table).count();
    failure = new DOMException('closing', 'AbortError');
    await expect(load(database)).rejects.toMatchObject({ name: 'StorageError' });
    expect(await database.table(table).count()).toBe(before);
    failure = new DOMException('Failed to read large value', 'DataError');
    expect(await load(database)).toMatchObject({ found: ids, notices: [expect.any(String)] });
    failing = undefined;
    expect((await load(database)).notices).toEqual([]);
    database.close();
  },
);

it('a full memory is no damage', async () => {
  const database = await filled();
  const { index } = storesOf(database);
  const before = await everything(database);
  const refuse = () => {
    throw new RangeError('Array buffer allocation failed');
  };
  await expect(index.eachVectors('model', dimensions, refuse)).rejects.toThrow('allocation failed');
  const visitor = { packed: refuse, passages: refuse, messages: refuse };
  await expect(index.eachText(visitor)).rejects.toMatchObject({ name: 'StorageError' });
  expect(await everything(database)).toEqual(before);
  database.close();
});

it('a piece of work that a full disk stops leaves everything as it was', async () => {
  let room = Number.POSITIVE_INFINITY;
  const database = await filled();
  database.close();
  database.use({
    stack: 'dbcore',
    name: 'full disk',
    create: (core) => ({
      ...core,
      table: (name) => {
        const table = core.table(name);
        return {
          ...table,
          mutate: (request) =>
            room-- > 0
              ? table.mutate(request)
              : Promise.reject(new DOMException('no room', 'QuotaExceededError')),
        };
      },
    }),
  });
  await database.open();
  const { index, memory } = storesOf(database);
  await memory.commit({
    removedNotes: ['n1', 'n2', 'n3'],
    notes: texts.slice(0, 5).map((text, at) => sampleNote(`new${at}`, { text })),
  });
  let refused = 0;
  for (let fits = 0; ; ) {
    const rows = await everything(database);
    room = fits;
    const outcome = await index.tidy('UTC').catch((reason: unknown) => reason);
    room = Number.POSITIVE_INFINITY;
    if (outcome === 'nothing') break;
    if (outcome === 'done') fits = 0;
    else {
      expect(outcome).toMatchObject({ name: 'StorageError', code: 'full' });
      expect(await everything(database)).toEqual(rows);
      refused++;
      fits++;
    }
  }
  expect(refused).toBeGreaterThan(8);
  expect((await load(database)).found).toHaveLength(ids.length + 2);
  database.close();
});

async function everything(database: Database): Promise<unknown> {
  const tables: [string, unknown[]][] = [];
  for (const table of database.tables) tables.push([table.name, await table.toArray()]);
  return tables;
}
