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
import { lendingReach, type Neighbour } from '../retrieval/lend-scores.ts';
import { matchingSentence } from '../retrieval/matching-sentence.ts';
import type { QueryTerm } from '../retrieval/query-term.ts';
import { readQuery, readWords } from '../retrieval/read-query.ts';
import { tellHeadings } from '../retrieval/tell-headings.ts';
import { termCoverage } from '../retrieval/term-coverage.ts';
import { TextOrder, type TimedText } from '../retrieval/text-order.ts';
import { foundBy } from './found-by.ts';
import type { LibraryStore, StoredVector } from './library-store.ts';
import { messageContext } from './message-context.ts';
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

interface SaidText extends TimedText {
  readonly conversationId: string;
}

interface AskedQuery {
  readonly text: string;
  readonly isPlain: boolean;
  readonly terms: readonly QueryTerm[];
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
  readonly #said = new Map<string, SaidText>();
  readonly #order = new TextOrder();
  readonly #timeZone: string;
  readonly #documentOf = new Map<string, string>();
  readonly #queryVectors = new QueryVectors();
  /** The embedder asked for last; it answers queries once its stored vectors are in the indexes. */
  #embedder: Embedder | null = null;
  /** Whose vectors the indexes hold or are being filled with. */
  #vectorModelId: string | null = null;
  #vectorsRead: Promise<void> = Promise.resolve();

  /** @param timeZone IANA name of the person's time zone, by whose days messages are found */
  constructor(stores: SearchedStores, timeZone = 'UTC') {
    this.#stores = stores;
    this.#timeZone = timeZone;
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
    const { id, conversationId, createdAt } = message;
    this.#forgetMessage(id);
    // Function results, alerts and the like say nothing: no one looks for them.
    // And what was replaced by another version is left out.
    if (message.text === '' || message.abandoned) return;
    const text = { id, at: createdAt, conversationId };
    this.#said.set(id, text);
    this.#order.add(conversationId, text);
    this.#recall.index.add(id, messageContext(message, this.#timeZone), createdAt);
  }

  conversationRemoved(conversationId: string): void {
    for (const text of this.#said.values()) {
      if (text.conversationId === conversationId) this.#forgetMessage(text.id);
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
    const asked = text === null ? null : await this.#asked(text, query.isPlain);
    const ranking =
      asked === null
        ? this.#recall.index.between(from, to).map((id) => ({ id, score: 0 }))
        : this.#recall.ranking({
            text: asked.text,
            isPlain: asked.isPlain,
            vector: this.#comparable(asked),
            neighbours: (id) => this.#neighbours(id),
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
      ...(asked === null
        ? unasked
        : this.#evidence(this.#recall, row, messageContext(row, this.#timeZone), asked)),
      sentence: marks[index] ?? null,
    }));
    return { ...pageFacts(slice), hits, byMeaning: asked !== null && asked.vector !== null };
  }

  async archival(query: ArchivalQuery): Promise<ResultPage<PassageHit>> {
    const { text, documentId } = query;
    const asked = await this.#asked(text, query.isPlain);
    const ranking = this.#archival.ranking({
      text,
      isPlain: asked.isPlain,
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

  async #asked(text: string, isPlain = false): Promise<AskedQuery> {
    const { terms } = isPlain ? readWords(text) : readQuery(text);
    const vector = await this.#queryVectors.vectorOf(text);
    return { text, isPlain, terms, vector, embedder: vector === null ? null : this.#queryVectors.embedder };
  }

  #forgetMessage(id: string): void {
    const said = this.#said.get(id);
    if (said === undefined) return;
    this.#said.delete(id);
    this.#order.remove(said.conversationId, said);
    this.#recall.index.remove(id);
  }

  #neighbours(id: string): readonly Neighbour[] {
    const said = this.#said.get(id);
    return said === undefined ? [] : this.#order.neighbours(said.conversationId, said, lendingReach);
  }

  /** The sentence to mark in each text: one with the query's words, else the nearest, else a heading. */
  async #marks(
    { index }: RankedIndex,
    texts: readonly Pick<Passage, 'text' | 'headingPath'>[],
    { terms, vector, embedder }: AskedQuery,
  ): Promise<(TextRange | null)[]> {
    const match = (text: string, ranges: readonly TextRange[]) =>
      matchingSentence(text, ranges, terms, (term) => index.idf(term));
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
    const coverage = termCoverage(text, asked.terms, (term) => index.idf(term));
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
