import { create, insertMultiple, searchVector } from '@orama/orama';
import { loadHnswlib } from 'hnswlib-wasm';
import voyAddress from 'voy-search/voy_search_bg.wasm?url';
import { type VectorSet, vectorAt } from './vector-sets.ts';

/** Rows of the nearest vectors, best first. */
export type PeerSearch = (query: Float32Array, limit: number) => number[] | Promise<number[]>;

/** Links of a node and candidates while building and searching, as hnswlib's own documentation has them. */
const HNSW = { links: 16, candidatesBuilding: 200, candidatesSearching: 64, seed: 1 };

/** Least cosine that Orama reports. What is left out it need not sort: in its favour. */
const ORAMA_LEAST = 0.5;

/** A graph of neighbours, in WebAssembly: hnswlib-wasm. Returns the time that building took, in milliseconds. */
export async function buildHnswlib(set: VectorSet): Promise<{ search: PeerSearch; buildTime: number }> {
  const library = await loadHnswlib();
  const vectors = Array.from({ length: set.count }, (_, row) => vectorAt(set, row));
  const startedAt = performance.now();
  const index = new library.HierarchicalNSW('ip', set.dimensions, '');
  index.initIndex(set.count, HNSW.links, HNSW.candidatesBuilding, HNSW.seed);
  index.addItems(vectors, false);
  const buildTime = performance.now() - startedAt;
  index.setEfSearch(HNSW.candidatesSearching);
  const search: PeerSearch = (query, limit) => [...index.searchKnn(query, limit, undefined).neighbors];
  return { search, buildTime };
}

/** Vectors in JavaScript, all compared: Orama. */
export async function buildOrama(set: VectorSet): Promise<PeerSearch> {
  const database = create({ schema: { row: 'number', vector: `vector[${set.dimensions}]` } as const });
  const rows = Array.from({ length: set.count }, (_, row) => ({ row, vector: [...vectorAt(set, row)] }));
  await insertMultiple(database, rows);
  return async (query, limit) => {
    const vector = { value: [...query], property: 'vector' };
    const { hits } = await searchVector(database, { mode: 'vector', vector, similarity: ORAMA_LEAST, limit });
    return hits.map(({ document }) => document.row);
  };
}

/** A k-d tree in WebAssembly: voy-search. It is loaded by hand, since its own way needs a bundler's plugin. */
export async function buildVoy(set: VectorSet): Promise<PeerSearch> {
  const bindings = await import('voy-search/voy_search_bg.js');
  const imports = { './voy_search_bg.js': bindings as unknown as WebAssembly.ModuleImports };
  const { instance } = await WebAssembly.instantiateStreaming(fetch(voyAddress), imports);
  bindings.__wbg_set_wasm(instance.exports);
  const embeddings = Array.from({ length: set.count }, (_, row) => ({
    id: `${row}`,
    title: '',
    url: '',
    embeddings: [...vectorAt(set, row)],
  }));
  const index = new bindings.Voy({ embeddings });
  return (query, limit) => index.search(query, limit).neighbors.map(({ id }) => Number(id));
}
