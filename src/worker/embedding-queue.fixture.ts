import type { LibraryDocument } from '../kernel/document.ts';
import type { Embedder } from '../kernel/embedder.ts';
import { BagOfWordsEmbedder } from '../storage/bag-of-words-embedder.fixture.ts';
import { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import { type OpenStores, openStores } from '../storage/open-stores.ts';
import { sampleDocument, samplePassage } from '../storage/sample-rows.fixture.ts';
import { EmbeddingQueue, type EmbeddingQueueDependencies } from './embedding-queue.ts';

/** A queue over stores in memory, and what it told. */
export interface QueueUnderTest {
  readonly stores: OpenStores;
  readonly search: HybridMemorySearch;
  readonly embedder: BagOfWordsEmbedder;
  readonly documents: LibraryDocument[];
  readonly failures: string[];
  readonly changes: string[];
  readonly queue: EmbeddingQueue;
  /** The choice that the queue asks for. */
  choose(embedder: Embedder): void;
  /** Adds a document of one passage a text, with ids such as `d1-0`. */
  addDocument(id: string, texts: readonly string[]): Promise<void>;
}

export async function queueUnderTest(
  given: Partial<EmbeddingQueueDependencies> & { readonly stores?: OpenStores } = {},
): Promise<QueueUnderTest> {
  const stores = given.stores ?? (await openStores({ name: 'test' }));
  const search = new HybridMemorySearch(stores);
  await search.load();
  const embedder = new BagOfWordsEmbedder();
  let chosen: Embedder = embedder;
  const documents: LibraryDocument[] = [];
  const failures: string[] = [];
  const changes: string[] = [];
  const queue = new EmbeddingQueue({
    library: stores.library,
    search,
    embedder: async () => chosen,
    onDocument: (document) => documents.push(document),
    onFailure: (message) => failures.push(message),
    onChanged: (modelId) => changes.push(modelId),
    ...given,
  });
  return {
    stores,
    search,
    embedder,
    documents,
    failures,
    changes,
    queue,
    choose(next) {
      chosen = next;
    },
    async addDocument(id, texts) {
      const rows = texts.map((text, ordinal) =>
        samplePassage(`${id}-${ordinal}`, { documentId: id, ordinal, text }),
      );
      await stores.library.addDocument(sampleDocument(id), new ArrayBuffer(4));
      const searchable = sampleDocument(id, { state: 'searchable', passages: rows.length });
      await stores.library.storeExtraction(searchable, { text: '', pages: null }, rows);
      search.passagesAdded(rows);
    },
  };
}

/** So many texts, each with words of its own. */
export function numberedTexts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `Passage ${index + 100}`);
}

/** Resolves when nothing more happens by itself. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve));
}
