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
import { meaningShare } from '../retrieval/meaning-share.ts';
import type { QueryTerm } from '../retrieval/query-term.ts';
import { readQuery, readWords } from '../retrieval/read-query.ts';
import { tellHeadings } from '../retrieval/tell-headings.ts';
import { termCoverage } from '../retrieval/term-coverage.ts';
import { TextOrder, type TimedText } from '../retrieval/text-order.ts';
import { damageNotice } from './damage-notice.ts';
import { foundBy } from './found-by.ts';
import type { IndexStore, IsLive, PackedTexts } from './index-store.ts';
import type { LibraryStore, StoredVector } from './library-store.ts';
import { messageContext } from './message-context.ts';
import { nearestSentences } from './nearest-sentences.ts';
import { OwnedPassages } from './owned-passages.ts';
import { passageContext } from './passage-context.ts';
import { QueryVectors } from './query-vectors.ts';
import { RankedIndex } from './ranked-index.ts';
import { type PageSlice, resultPage } from './result-page.ts';
import { saidText } from './said-text.ts';
import { conversationOf, passageOwner } from './text-owners.ts';

/** Of what is listed without a query. */
const unasked = { found: null, strength: 0 } as const;

/** Where the indexed rows lie. */
export interface SearchedStores {
  readonly memory: MemoryStore;
  readonly library: LibraryStore;
  readonly index: IndexStore;
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
  /** Of what meaning counts otherwise (`meaningShare`). */
  readonly meaningShare: number;
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
  /** Conversations in which nothing is found. */
  readonly #hidden = new Set<string>();
  readonly #timeZone: string;
  readonly #onNotice: (message: string) => void;
  readonly #owned = new OwnedPassages();
  readonly #queryVectors = new QueryVectors();
  /** The embedder asked for last; it answers queries once its stored vectors are in the indexes. */
  #embedder: Embedder | null = null;
  /** Whose vectors the indexes hold or are being filled with. */
  #vectors: Pick<Embedder, 'modelId' | 'dimensions'> | null = null;
  #vectorsRead: Promise<void> = Promise.resolve();

  /**
   * @param timeZone IANA name of the person's time zone, by whose days messages are found
   * @param onNotice told, for the person, when a part of the stored index could not be read
   */
  constructor(stores: SearchedStores, timeZone = 'UTC', onNotice: (message: string) => void = () => {}) {
    this.#stores = stores;
    this.#timeZone = timeZone;
    this.#onNotice = onNotice;
  }

  /** Builds both indexes from what is stored; call it once. Rejects with `StorageError`. */
  async load(): Promise<void> {
    const said: SaidText[] = [];
    const damage = await this.#stores.index.eachText({
      packed: (texts, isLive) => this.#addPacked(texts, isLive, said),
      passages: (batch) => this.passagesAdded(batch),
      messages: (batch) => {
        for (const message of batch) this.messageAdded(message);
      },
    });
    // In their order, as each of them goes to the end then.
    for (const text of said.sort((one, other) => one.at - other.at)) {
      this.#said.set(text.id, text);
      this.#order.add(text.conversationId, text);
    }
    if (damage !== 'none') this.#onNotice(damageNotice(damage));
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
    if (embedder.modelId !== this.#vectors?.modelId) {
      for (const { index } of [this.#recall, this.#archival]) {
        index.clearVectors(embedder.unrelatedSimilarity);
      }
      this.#vectors = { modelId: embedder.modelId, dimensions: embedder.dimensions };
      this.#vectorsRead = this.#readVectors();
    }
    await this.#vectorsRead;
    if (this.#embedder === embedder) this.#queryVectors.use(embedder);
  }

  /** A message was added or changed. */
  messageAdded(message: Message): void {
    const { id, conversationId, createdAt } = message;
    this.#forgetMessage(id);
    if (saidText(message) === '') return;
    const text = { id, at: createdAt, conversationId };
    this.#said.set(id, text);
    this.#order.add(conversationId, text);
    this.#recall.index.add(id, messageContext(message, this.#timeZone), createdAt);
  }

  /** What was said in this chat is found no more, or again. */
  hideConversation(conversationId: string, isHidden: boolean): void {
    if (isHidden) this.#hidden.add(conversationId);
    else this.#hidden.delete(conversationId);
  }

  conversationRemoved(conversationId: string): void {
    this.#hidden.delete(conversationId);
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
      const text = passageContext(passage);
      if (this.#archival.index.has(passage.id)) this.documentRemoved([passage.id]);
      if (text === '') continue;
      this.#owned.add(passage.id, passageOwner(passage));
      this.#archival.index.add(passage.id, text, passage.createdAt);
    }
  }

  documentRemoved(passageIds: readonly string[]): void {
    for (const id of passageIds) {
      this.#owned.remove(id);
      this.#archival.index.remove(id);
    }
  }

  /** Vectors were stored under `modelId`; those of another embedder than the one set last are ignored. */
  vectorsStored(modelId: string, vectors: readonly StoredVector[]): void {
    if (this.#vectors?.modelId !== modelId) return;
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
            meaningWeight: asked.meaningShare * meaningWeights.message,
            neighbours: (id) => this.#neighbours(id),
            filterName: `${from} ${to}`,
            accept: ({ at }) => at >= from && at <= to,
          });
    const shown =
      exclude === undefined && this.#hidden.size === 0
        ? ranking
        : ranking.filter(({ id }) => !exclude?.has(id) && !this.#isHidden(id));
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
    return { ...pageFacts(slice), hits, ...comparedBy(asked) };
  }

  async archival(query: ArchivalQuery): Promise<ResultPage<PassageHit>> {
    const { text, within } = query;
    const span = within && this.#owned.within(within);
    const asked = await this.#asked(text, query.isPlain);
    const ranking = this.#archival.ranking({
      text,
      isPlain: asked.isPlain,
      vector: this.#comparable(asked),
      meaningWeight: asked.meaningShare * meaningWeights.passage,
      filterName: span?.name ?? '',
      among: span,
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
    return { ...pageFacts(slice), hits, ...comparedBy(asked) };
  }

  /** Fills in the stored vectors of the current embedder for every text that is indexed. */
  async #readVectors(): Promise<void> {
    if (this.#vectors === null) return;
    const { modelId, dimensions } = this.#vectors;
    try {
      const damage = await this.#stores.index.eachVectors(modelId, dimensions, (vectors, isLive) => {
        // Another embedder may have been set meanwhile. And what was embedded meanwhile is newer, and stays.
        if (this.#vectors?.modelId === modelId)
          this.#indexOf(vectors.kind).index.addVectors(vectors.ids, vectors, isLive);
      });
      if (damage !== 'none') this.#onNotice(damageNotice(damage));
    } catch (error) {
      if (this.#vectors?.modelId === modelId) this.#vectors = null;
      throw error;
    }
  }

  /** Messages come with their order, which is made when all of them are there. */
  #addPacked(texts: PackedTexts, isLive: IsLive, said: SaidText[]): void {
    this.#indexOf(texts.kind).index.addSegment(texts, isLive);
    if (texts.kind === 'passage') {
      this.#owned.addPacked(texts, isLive);
      return;
    }
    const conversations = texts.owners.map(conversationOf);
    for (const [place, id] of texts.ids.entries()) {
      const conversationId = conversations[texts.ownerOf[place] ?? 0] ?? null;
      if (conversationId === null || !isLive(place)) continue;
      said.push({ id, at: texts.at[place] ?? 0, conversationId });
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
    const embedder = vector === null ? null : this.#queryVectors.embedder;
    const share = embedder === null ? 1 : meaningShare(text, embedder.languages);
    return { text, isPlain, terms, vector, embedder, meaningShare: share };
  }

  #isHidden(messageId: string): boolean {
    return this.#hidden.has(this.#said.get(messageId)?.conversationId ?? '');
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
    return embedder?.modelId === this.#vectors?.modelId ? vector : null;
  }

  #indexOf(kind: StoredVector['kind']): RankedIndex {
    return kind === 'message' ? this.#recall : this.#archival;
  }
}

/** `null` where nothing was asked. */
function comparedBy(asked: AskedQuery | null): Pick<ResultPage<unknown>, 'byMeaning' | 'leansOnWords'> {
  const byMeaning = asked !== null && asked.vector !== null;
  return (asked?.meaningShare ?? 1) < 1 ? { byMeaning, leansOnWords: true } : { byMeaning };
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
