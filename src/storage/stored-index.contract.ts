import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Embedder } from '../kernel/embedder.ts';
import { HybridMemorySearch } from './hybrid-memory-search.ts';
import {
  applyChange,
  dimensions,
  type IndexChange,
  indexChanges,
  vectorOf,
} from './index-changes.fixture.ts';
import type { StoredVector } from './library-store.ts';
import { storedVectors } from './stored-vectors.fixture.ts';
import type { StoresUnderTest } from './stores-under-test.fixture.ts';
import { transientStores } from './transient-stores.fixture.ts';

type Stores = Omit<StoresUnderTest, 'dispose'>;

/** Stores of one database, which `reopen` opens as the next session would; its index is tidied in small pieces. */
export interface ReopenedStores {
  readonly stores: Stores;
  reopen(): Promise<ReopenedStores>;
  dispose(): Promise<void>;
}

const queries = ['red lantern', 'harbour', 'house storm "red ship"', 'lantern -blue', 'Häuser'];

/** What was stored, packed, merged and dropped is found as if every row were indexed anew. */
export function storedIndexContract(
  name: string,
  create: () => Promise<ReopenedStores>,
  numRuns: number,
): void {
  describe(`stored index: ${name}`, () => {
    it('is that of its rows, whatever happens', async () => {
      const property = fc.asyncProperty(indexChanges, (changes) => runChanges(create, changes));
      await fc.assert(property, { numRuns });
    }, 60_000);
  });
}

async function runChanges(
  create: () => Promise<ReopenedStores>,
  changes: readonly IndexChange[],
): Promise<void> {
  const model = transientStores();
  let session = await create();
  try {
    let tidied = Promise.resolve();
    for (const [at, change] of changes.entries()) {
      await applyChange(model, change, at);
      await applyChange(session.stores, change, at);
      await tidied;
      // While it is done, the next change is made.
      if (change.type === 'tidy') tidied = tidy(session.stores, change.count);
      if (change.type !== 'restart') continue;
      session = await session.reopen();
      await compare(session.stores, model);
    }
    await tidied;
    session = await session.reopen();
    await compare(session.stores, model);
    await tidy(session.stores, Number.POSITIVE_INFINITY);
    await compare(session.stores, model);
  } finally {
    await session.dispose();
  }
}

async function tidy({ index }: Stores, count: number): Promise<void> {
  for (let done = 0; done < count; done++) if ((await index.tidy('UTC')) === 'nothing') return;
}

async function compare(stores: Stores, model: Stores): Promise<void> {
  expect(await textIds(stores)).toEqual(await textIds(model));
  expect(await vectors(stores)).toEqual(await vectors(model));
  const [search, expected] = [await loaded(stores), await loaded(model)];
  for (const text of queries) {
    expect(await found(search, text), text).toEqual(await found(expected, text));
  }
}

/** Each as often as it is there. */
async function textIds({ index }: Stores): Promise<string[]> {
  const ids: string[] = [];
  const damage = await index.eachText({
    packed: (texts, isLive) => ids.push(...texts.ids.filter((_, place) => isLive(place))),
    passages: (batch) => ids.push(...batch.map(({ id }) => id)),
    messages: (batch) => ids.push(...batch.map(({ id }) => id)),
  });
  expect(damage).toBe('none');
  return ids.sort();
}

async function vectors({ index, library }: Stores): Promise<unknown> {
  const stored = await storedVectors(index, 'model', dimensions);
  const byId = (one: StoredVector, other: StoredVector) => (one.id < other.id ? -1 : 1);
  return { stored: stored.sort(byId), queued: await library.queueLength() };
}

async function loaded(stores: Stores): Promise<HybridMemorySearch> {
  const search = new HybridMemorySearch(stores, 'UTC', expect.fail);
  await search.load();
  await search.setEmbedder(embedder);
  return search;
}

async function found(search: HybridMemorySearch, text: string): Promise<unknown> {
  const page = { page: 1, pageSize: 30 };
  const results = [
    await search.archival({ text, ...page }),
    await search.archival({ text, within: { documentIds: ['d1'], notes: false }, ...page }),
    await search.archival({ text, within: { documentIds: ['d2', 'd0'], notes: true }, ...page }),
  ].map(({ hits }) =>
    hits.map(({ passage, score, found }) => [passage.id, score.toFixed(9), found, passage.text]),
  );
  const said = await search.recall({ text, ...page });
  const inSpan = await search.recall({ text, from: 1003, to: 1008, ...page });
  return [
    ...results,
    ...[said, inSpan].map(({ hits }) => hits.map(({ message, score }) => [message.id, score.toFixed(9)])),
  ];
}

const embedder: Embedder = {
  modelId: 'model',
  dimensions,
  maxTokens: 256,
  embed: async (texts) =>
    texts.map((text) => {
      const { values, scale } = vectorOf(text);
      return Float32Array.from(values, (value) => value * scale);
    }),
};
