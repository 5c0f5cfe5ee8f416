import type { Embedder } from '../kernel/embedder.ts';
import type {
  ArchivalQuery,
  MemorySearch,
  MessageHit,
  PassageHit,
  RecallQuery,
  ResultPage,
} from '../kernel/memory-search.ts';
import type { MemoryStore } from '../kernel/memory-store.ts';
import type { Message } from '../kernel/message.ts';
import type { Passage } from '../kernel/passage.ts';
import type { TextRange } from '../kernel/text-range.ts';
import { meaningWeights, type RankedId } from '../retrieval/fuse-rankings.ts';
import { matchingSentence } from '../retrieval/matching-sentence.ts';
import { tellHeadings } from '../retrieval/tell-headings.ts';
import { termCoverage } from '../retrieval/term-coverage.ts';
import { foundBy } from './found-by.ts';
import type { LibraryStore, StoredVector } from './library-store.ts';
import { nearestSentences } from './nearest-sentences.ts';
import { passageContext } from './passage-context.ts';
import { QueryVectors } from './query-vectors.ts';
import { RankedIndex } from './ranked-index.ts';
import { type PageSlice, resultPage } from './result-page.ts';
import type { WorkspaceStore } from './workspace-store.ts';

/** Of what is listed without a query. */
const unasked = { found: null, strength: 0 } as const;

/** Where the indexed rows lie. */
export interface SearchedStores {
  readonly memory: MemoryStore;
  readonly library: LibraryStore;
  readonly workspace: WorkspaceStore;
}

interface AskedQuery {
  readonly text: string;
  /** `null` to go by words alone. */
  readonly vector: Float32Array | null;
  /** Whose vector it is. */
  readonly embedder: Embedder | null;
}

/**
 * Search by words and, once an embedder is set, by meaning. The indexes live in memory: `load` builds them
 * from the rows, and whoever changes rows calls the hook of that change after its commit.
 */
export class HybridMemorySearch implements MemorySearch {
  readonly #stores: SearchedStores;
  readonly #recall = new RankedIndex(meaningWeights.message);
  readonly #archival = new RankedIndex(meaningWeights.passage);
  readonly #conversationOf = new Map<string, string>();
  readonly #documentOf = new Map<string, string>();
  readonly #queryVectors = new QueryVectors();
  /** The embedder asked for last; it answers queries once its stored vectors are in the indexes. */
  #embedder: Embedder | null = null;
  /** Whose vectors the indexes hold or are being filled with. */
  #vectorModelId: string | null = null;
  #vectorsRead: Promise<void> = Promise.resolve();

  constructor(stores: SearchedStores) {
    this.#stores = stores;
  }

  /** Builds both indexes from the stored rows; call it once. Rejects with `StorageError`. */
  async load(): Promise<void> {
    await this.#stores.library.eachPassages((batch) => this.passagesAdded(batch));
    await this.#stores.workspace.eachMessages((batch) => {
      for (const message of batch) this.messageAdded(message);
    });
    await this.#readVectors();
  }

  /**
   * Search goes by meaning as well from when this resolves; `null` goes back to words alone. Reads the stored
   * vectors unless they are those of the embedder before. Rejects with `StorageError`.
   */
  async setEmbedder(embedder: Embedder | null): Promise<void> {
    this.#embedder = embedder;
    this.#queryVectors.use(null);
    if (embedder === null) return;
    if (embedder.modelId !== this.#vectorModelId) {
      for (const { index } of [this.#recall, this.#archival]) index.clearVectors();
      this.#vectorModelId = embedder.modelId;
      this.#vectorsRead = this.#readVectors();
    }
    await this.#vectorsRead;
    if (this.#embedder === embedder) this.#queryVectors.use(embedder);
  }

  /** A message was added or changed. */
  messageAdded(message: Message): void {
    this.#conversationOf.set(message.id, message.conversationId);
    // Function results, alerts and the like say nothing: no one looks for them.
    // And what was replaced by another version is left out.
    if (message.text === '' || message.abandoned) this.#recall.index.remove(message.id);
    else this.#recall.index.add(message.id, message.text, message.createdAt);
  }

  conversationRemoved(conversationId: string): void {
    for (const [id, conversation] of this.#conversationOf) {
      if (conversation !== conversationId) continue;
      this.#conversationOf.delete(id);
      this.#recall.index.remove(id);
    }
  }

  /** A note was added or revised. */
  noteAdded(note: Passage): void {
    this.passagesAdded([note]);
  }

  noteRemoved(id: string): void {
    this.documentRemoved([id]);
  }

  passagesAdded(passages: readonly Passage[]): void {
    for (const passage of passages) {
      if (passage.documentId !== null) this.#documentOf.set(passage.id, passage.documentId);
      this.#archival.index.add(passage.id, passageContext(passage), passage.createdAt);
    }
  }

  documentRemoved(passageIds: readonly string[]): void {
    for (const id of passageIds) {
      this.#documentOf.delete(id);
      this.#archival.index.remove(id);
    }
  }

  /** Vectors were stored under `modelId`; those of another embedder than the one set last are ignored. */
  vectorsStored(modelId: string, vectors: readonly StoredVector[]): void {
    if (this.#vectorModelId !== modelId) return;
    for (const { kind, id, vector } of vectors) this.#indexOf(kind).index.addVector(id, vector);
  }

  async recall(query: RecallQuery): Promise<ResultPage<MessageHit>> {
    const { text, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, exclude } = query;
    const asked = text === null ? null : await this.#asked(text);
    const ranking =
      asked === null
        ? this.#recall.index.between(from, to).map((id) => ({ id, score: 0 }))
        : this.#recall.ranking({
            text: asked.text,
            vector: this.#comparable(asked),
            filterName: `${from} ${to}`,
            accept: ({ at }) => at >= from && at <= to,
          });
    const shown = exclude === undefined ? ranking : ranking.filter(({ id }) => !exclude.has(id));
    const slice = resultPage(shown, query.page, query.pageSize);
    const messages = byId(await this.#stores.memory.messages(slice.items.map(({ id }) => id)));
    const rows = rowsOf(slice.items, messages);
    const texts = rows.map(({ row }) => ({ text: row.text, headingPath: [] }));
    const marks = asked === null ? [] : await this.#marks(this.#recall, texts, asked);
    const hits = rows.map(({ row, score }, index) => ({
      message: row,
      score,
      ...(asked === null ? unasked : this.#evidence(this.#recall, row, row.text, asked)),
      sentence: marks[index] ?? null,
    }));
    return { ...pageFacts(slice), hits, byMeaning: asked !== null && asked.vector !== null };
  }

  async archival(query: ArchivalQuery): Promise<ResultPage<PassageHit>> {
    const { text, documentId } = query;
    const asked = await this.#asked(text);
    const ranking = this.#archival.ranking({
      text,
      vector: this.#comparable(asked),
      filterName: documentId ?? '',
      accept: documentId === undefined ? undefined : ({ id }) => this.#documentOf.get(id) === documentId,
    });
    const slice = resultPage(ranking, query.page, query.pageSize);
    const passages = byId(await this.#stores.memory.passages(slice.items.map(({ id }) => id)));
    const rows = rowsOf(slice.items, passages);
    const shown = rows.map(({ row }) => row);
    const names = await this.#documentNames(shown);
    const marks = await this.#marks(this.#archival, shown, asked);
    const hits = rows.map(({ row, score }, index) => ({
      passage: row,
      documentName: row.documentId === null ? null : (names.get(row.documentId) ?? null),
      score,
      ...this.#evidence(this.#archival, row, passageContext(row), asked),
      sentence: marks[index] ?? null,
    }));
    return { ...pageFacts(slice), hits, byMeaning: asked.vector !== null };
  }

  /** Fills in the stored vectors of the current embedder for every text that is indexed. */
  async #readVectors(): Promise<void> {
    const modelId = this.#vectorModelId;
    if (modelId === null) return;
    try {
      await this.#stores.library.eachVectors(modelId, (batch) => {
        // Another embedder may have been set meanwhile.
        if (this.#vectorModelId !== modelId) return;
        for (const { kind, id, vector } of batch) this.#indexOf(kind).fillVector(id, vector);
      });
    } catch (error) {
      if (this.#vectorModelId === modelId) this.#vectorModelId = null;
      throw error;
    }
  }

  async #documentNames(passages: readonly Passage[]): Promise<Map<string, string>> {
    const ids = new Set(passages.flatMap(({ documentId }) => documentId ?? []));
    const documents = await Promise.all([...ids].map((id) => this.#stores.library.document(id)));
    return new Map(documents.flatMap((each) => (each === null ? [] : [[each.id, each.name]])));
  }

  async #asked(text: string): Promise<AskedQuery> {
    const vector = await this.#queryVectors.vectorOf(text);
    return { text, vector, embedder: vector === null ? null : this.#queryVectors.embedder };
  }

  /** The sentence to mark in each text: one with the query's words, else the nearest, else a heading. */
  async #marks(
    { index }: RankedIndex,
    texts: readonly Pick<Passage, 'text' | 'headingPath'>[],
    { text: query, vector, embedder }: AskedQuery,
  ): Promise<(TextRange | null)[]> {
    const match = (text: string, ranges: readonly TextRange[]) =>
      matchingSentence(text, ranges, query, (term) => index.idf(term));
    const told = texts.map(({ text, headingPath }) => {
      const { sentences, headings } = tellHeadings(text, headingPath);
      return { text, sentences, headings, byWords: match(text, sentences) };
    });
    const unmarked = told.filter(({ byWords }) => byWords === null);
    const nearest =
      vector === null || embedder === null ? null : await nearestSentences(unmarked, vector, embedder);
    return told.map((each) => each.byWords ?? nearest?.get(each) ?? match(each.text, each.headings));
  }

  /** What speaks for a hit by itself. */
  #evidence(
    { index }: RankedIndex,
    { id }: { readonly id: string },
    text: string,
    asked: AskedQuery,
  ): Pick<PassageHit, 'found' | 'strength'> {
    const coverage = termCoverage(text, asked.text, (term) => index.idf(term));
    const vector = this.#comparable(asked);
    const similarity = (vector === null ? null : index.similarity(id, vector)) ?? 0;
    return {
      found: asked.vector === null ? 'words' : foundBy(coverage, similarity),
      strength: Math.min(1, Math.max(coverage, similarity)),
    };
  }

  /** The query's vector, unless the indexes went over to another embedder since it was made. */
  #comparable({ vector, embedder }: AskedQuery): Float32Array | null {
    return embedder?.modelId === this.#vectorModelId ? vector : null;
  }

  #indexOf(kind: StoredVector['kind']): RankedIndex {
    return kind === 'message' ? this.#recall : this.#archival;
  }
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** The ranked rows that are still there, in order. */
function rowsOf<Row>(
  ranked: readonly RankedId[],
  rows: ReadonlyMap<string, Row>,
): { row: Row; score: number }[] {
  return ranked.flatMap(({ id, score }) => {
    const row = rows.get(id);
    return row === undefined ? [] : [{ row, score }];
  });
}

function pageFacts({ page, pages, total }: PageSlice<unknown>): Omit<PageSlice<unknown>, 'items'> {
  return { page, pages, total };
}
