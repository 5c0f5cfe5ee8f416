import type { Message } from '../kernel/message.ts';
import type { Passage } from '../kernel/passage.ts';
import { quantiseVector } from '../retrieval/quantise-vector.ts';
import { BagOfWordsEmbedder } from './bag-of-words-embedder.fixture.ts';
import { HybridMemorySearch } from './hybrid-memory-search.ts';
import type { StoredVector } from './library-store.ts';
import { sampleDocument } from './sample-rows.fixture.ts';
import type { StoresUnderTest } from './stores-under-test.fixture.ts';

export interface SearchedRows {
  readonly passages?: readonly Passage[];
  readonly notes?: readonly Passage[];
  readonly messages?: readonly Message[];
}

/** Stores rows and searches them by words. */
export async function searchOver(stores: StoresUnderTest, seed: SearchedRows): Promise<HybridMemorySearch> {
  const { memory, library } = stores;
  const passages = seed.passages ?? [];
  for (const documentId of new Set(passages.flatMap((passage) => passage.documentId ?? []))) {
    const own = passages.filter((passage) => passage.documentId === documentId);
    await library.addDocument(sampleDocument(documentId), new ArrayBuffer(4));
    const document = sampleDocument(documentId, { state: 'searchable', passages: own.length });
    await library.storeExtraction(document, { text: '', pages: null }, own);
  }
  await memory.commit({ notes: seed.notes ?? [], messages: seed.messages ?? [] });
  const search = new HybridMemorySearch(stores);
  await search.load();
  return search;
}

/** What the embedding queue's worker does: empties the queue, then search goes by meaning. */
export async function embedAll(
  { library }: StoresUnderTest,
  search: HybridMemorySearch,
  embedder = new BagOfWordsEmbedder(),
): Promise<BagOfWordsEmbedder> {
  await search.setEmbedder(embedder);
  for (let texts = await library.queuedTexts(2); texts.length > 0; texts = await library.queuedTexts(2)) {
    const vectors = await embedder.embed(texts.map(({ text }) => text));
    const stored = texts.flatMap(({ kind, id }, index): StoredVector[] => {
      const vector = vectors[index];
      return vector === undefined ? [] : [{ kind, id, vector: quantiseVector(vector) }];
    });
    await library.storeVectors(embedder.modelId, stored);
    search.vectorsStored(embedder.modelId, stored);
  }
  return embedder;
}
