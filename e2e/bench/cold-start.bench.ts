import { Dexie, type Table } from 'dexie';
import type { Embedder } from '../../src/kernel/embedder.ts';
import { foldWords } from '../../src/retrieval/fold-words.ts';
import { quantiseFinely } from '../../src/retrieval/quantise-vector.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { HybridMemorySearch } from '../../src/storage/hybrid-memory-search.ts';
import type { StoredVector } from '../../src/storage/library-store.ts';
import { type OpenStores, openStores } from '../../src/storage/open-stores.ts';
import { packTexts } from '../../src/storage/packed-texts.ts';
import { addVectorSegment, addWordSegment } from '../../src/storage/store-segment.ts';
import type { PassageRow } from '../../src/storage/stored-rows.ts';
import { documentOwner } from '../../src/storage/text-owners.ts';
import { packVectors } from '../../src/storage/vector-segment.ts';
import { median, pairedTimes, speedup } from './paired-speeds.ts';
import { clusteredVectors, queriesNear, type VectorSet, vectorAt } from './vector-sets.ts';
import { wordQueries, wordTexts } from './word-texts.ts';

const NAME = 'cold-start-bench';
const PASSAGES = 100_000;
const PER_DOCUMENT = 1000;
/** As upkeep makes them. */
const PER_SEGMENT = 4096;
const DIMENSIONS = 384;
const MODEL = 'bench';
const PLAIN_MODEL = 'bench without residuals';
const OPENINGS = 3;
const QUERIES = 100;
/** Loads of either kind: a row per vector takes seconds. */
const PAIRS = 10;

interface VectorRow {
  readonly id: string;
  readonly values: Int8Array;
  readonly scale: number;
}

/**
 * The stored index at 100,000 passages of 800 characters with vectors of 384 components and their residuals, in a
 * worker of Chromium with a profile on the disk:
 *
 * - `retrieval.100k.cold_start_ms`: from opening the database to the first answer by words and meaning, the query's
 *   embedding apart; the median of three openings (goal: at most 1,000)
 * - `retrieval.100k.load_speedup_vs_rows`: reading the vectors as packed segments over reading a row for each, both
 *   without residuals (goal: 15)
 * - `retrieval.100k.hybrid_query_ms_p50`: a search with its ten hits, their rows read, the query's embedding apart
 */
export async function measure(): Promise<Record<string, number>> {
  const set = clusteredVectors(PASSAGES, DIMENSIONS, 1);
  await fill(set);
  const queries = wordQueries(QUERIES, 3);
  const vectors = queriesNear(set, QUERIES, 4);
  const embedder = knownQueries(
    new Map(queries.map((query, at) => [query, vectors[at] ?? new Float32Array()])),
  );
  const starts: number[] = [];
  for (let opening = 0; opening < OPENINGS; opening++) {
    starts.push(await coldStart(embedder, queries[opening] ?? ''));
  }
  return {
    'retrieval.100k.cold_start_ms': median(starts),
    'retrieval.100k.hybrid_query_ms_p50': await queryTime(embedder, queries),
    'retrieval.100k.load_speedup_vs_rows': await loadSpeedup(set),
  };
}

async function open(): Promise<OpenStores> {
  const stores = await openStores({ name: NAME });
  if (stores.kind !== 'device') throw new Error('There is no database to measure.');
  return stores;
}

/** As it is when all that came was packed and embedded long ago. */
async function fill(set: VectorSet): Promise<void> {
  const database = await openDatabase({ name: NAME });
  const texts = wordTexts(PASSAGES, 2);
  for (let first = 0; first < PASSAGES; first += PER_SEGMENT) {
    const passages = Array.from({ length: Math.min(PER_SEGMENT, PASSAGES - first) }, (_, place) =>
      passageRow(first + place, texts.next().value ?? ''),
    );
    const folded = passages.map(({ id, owner, createdAt, text }) => {
      return { id, owner, at: createdAt, words: foldWords(text) };
    });
    const vectors = passages.map(({ id, createdAt }): StoredVector => {
      return { kind: 'passage', id, vector: quantiseFinely(vectorAt(set, createdAt)) };
    });
    const tables = [
      database.passages,
      database.word_segments,
      database.vector_segments,
      database.segment_facts,
      database.tombstones,
    ];
    await database.transaction('rw', tables, async () => {
      await database.passages.bulkAdd(passages);
      await addWordSegment(database, packTexts('passage', folded));
      await addVectorSegment(database, MODEL, packVectors(vectors));
      // The same as they would be without residuals.
      const plain = vectors.map(({ vector: { values, scale }, ...key }) => {
        return { ...key, vector: { values, scale } };
      });
      await addVectorSegment(database, PLAIN_MODEL, packVectors(plain));
    });
  }
  database.close();
}

function passageRow(number: number, text: string): PassageRow {
  const documentId = `d${Math.floor(number / PER_DOCUMENT)}`;
  return {
    id: `0192f0c4-7a1b-7c2d-8e3f-${number.toString(16).padStart(12, '0')}`,
    documentId,
    owner: documentOwner(documentId),
    text,
    ordinal: number % PER_DOCUMENT,
    page: null,
    headingPath: [],
    start: 0,
    end: text.length,
    createdAt: number,
    runId: null,
  };
}

/** Answers at once, for the queries that it knows. */
function knownQueries(vectors: ReadonlyMap<string, Float32Array>): Embedder {
  return {
    modelId: MODEL,
    dimensions: DIMENSIONS,
    maxTokens: 256,
    embed: async (texts) => texts.map((text) => vectors.get(text) ?? new Float32Array(DIMENSIONS).fill(0.05)),
  };
}

async function coldStart(embedder: Embedder, query: string): Promise<number> {
  const startedAt = performance.now();
  const stores = await open();
  const search = new HybridMemorySearch(stores);
  await search.load();
  await search.setEmbedder(embedder);
  const { byMeaning, hits } = await search.archival({ text: query, page: 1, pageSize: 10 });
  const time = performance.now() - startedAt;
  if (!byMeaning || hits.length !== 10) throw new Error('The first answer is none.');
  stores.close();
  return time;
}

async function queryTime(embedder: Embedder, queries: readonly string[]): Promise<number> {
  const stores = await open();
  const search = new HybridMemorySearch(stores);
  await search.load();
  await search.setEmbedder(embedder);
  const times: number[] = [];
  for (const text of queries) {
    const startedAt = performance.now();
    await search.archival({ text, page: 1, pageSize: 10 });
    times.push(performance.now() - startedAt);
  }
  stores.close();
  return median(times);
}

/** The same vectors without residuals, beside a table that has a row for each. */
async function loadSpeedup(set: VectorSet): Promise<number> {
  const { index, close } = await open();
  const database = new Dexie('rows-bench');
  database.version(1).stores({ vectors: 'id' });
  const rows: Table<VectorRow, string> = database.table('vectors');
  for (let first = 0; first < set.count; first += PER_SEGMENT) {
    const some: VectorRow[] = [];
    for (let row = first; row < Math.min(set.count, first + PER_SEGMENT); row++) {
      const { values, scale } = quantiseFinely(vectorAt(set, row));
      some.push({ id: passageRow(row, '').id, values, scale });
    }
    await rows.bulkAdd(some);
  }
  let packed = 0;
  const ours = () =>
    index.eachVectors(PLAIN_MODEL, DIMENSIONS, ({ ids }) => {
      packed += ids.length;
    });
  const theirs = async () => (await rows.toArray()).length;
  const times = await pairedTimes({ pairs: PAIRS, ours, theirs });
  if (packed === 0 || packed % set.count !== 0) throw new Error('Not all vectors were read.');
  close();
  await database.delete();
  return speedup(times);
}
