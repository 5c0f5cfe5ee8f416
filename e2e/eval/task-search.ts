import {
  fuseRankings,
  leastSimilarity,
  meaningWeights,
  type RankedId,
  type Rankings,
} from '../../src/retrieval/fuse-rankings.ts';
import { lendingReach, type Neighbour } from '../../src/retrieval/lend-scores.ts';
import { meaningShare } from '../../src/retrieval/meaning-share.ts';
import { quantiseFinely } from '../../src/retrieval/quantise-vector.ts';
import { type IndexQuery, SearchIndex } from '../../src/retrieval/search-index.ts';
import { TextOrder } from '../../src/retrieval/text-order.ts';
import type { EvalText, RetrievalSet, RetrievalTask } from './retrieval-task.ts';
import type { TextVectors } from './text-vectors.ts';

/** As many as `SearchIndex` takes by meaning. */
const nearest = 200;
/** Nobody wrote the questions as queries: a title in quotation marks is no phrase to be found as it stands. */
const isPlain = true;
/** Of the embedder that the app ships. */
const embedderLanguages = 'en';

/** A task's texts in the app's own index, asked in the ways that are compared. */
export class TaskSearch {
  readonly #index: SearchIndex;
  readonly #texts: ReadonlyMap<string, EvalText>;
  readonly #order = new TextOrder();
  readonly #vectors: TextVectors;
  readonly #meaningWeight: number;

  constructor(kind: RetrievalSet['kind'], { texts }: RetrievalTask, vectors: TextVectors) {
    this.#meaningWeight = meaningWeights[kind];
    this.#index = new SearchIndex(this.#meaningWeight);
    this.#texts = new Map(texts.map((text) => [text.id, text]));
    this.#vectors = vectors;
    for (const each of texts) {
      const { id, text, words, at, conversation } = each;
      this.#index.add(id, words, at);
      this.#index.addVector(id, quantiseFinely(vectors.of(text)));
      if (conversation !== null) this.#order.add(conversation, each);
    }
  }

  /** As the app answers. */
  fused(query: string, limit: number): string[] {
    return this.#search({ ...this.#asked(query), limit });
  }

  /** The same, where nothing counts what stands around a text. */
  alone(query: string, limit: number): string[] {
    return this.#search({ ...this.#asked(query), neighbours: undefined, limit });
  }

  /** As the app answers without an embedder. */
  byWords(query: string, limit: number): string[] {
    return this.#search({ ...this.#asked(query), vector: null, limit });
  }

  /** As the app answers where no text has a word of the query. */
  byMeaning(query: string, limit: number): string[] {
    return this.#search({ ...this.#asked(query), text: '', limit });
  }

  /** The same with whole vectors. */
  byWholeVectors(query: string): string[] {
    const byMeaning = this.#found(this.cosines(query));
    const rankings = { byWords: [], byMeaning, allWords: 1, meaningWeight: this.#meaningWeight };
    return idsOf(fuseRankings({ ...rankings, neighbours: this.#neighbours }, this.at));
  }

  /** As the app would answer if it kept whole vectors. */
  fusedWhole(query: string): string[] {
    const rankings = this.rankings(query);
    const whole = this.cosines(query);
    const byWords = new Set(idsOf(rankings.byWords));
    const near = new Set(idsOf(this.#found(whole)));
    const byMeaning = whole.filter(({ id }) => near.has(id) || byWords.has(id));
    return idsOf(fuseRankings({ ...rankings, byMeaning }, this.at));
  }

  /** All texts, the nearest first, however far they are; with whole vectors. */
  cosines(query: string): RankedId[] {
    const asked = this.#vectors.of(query);
    const ranked = Array.from(this.#texts, ([id, { text }]) => ({
      id,
      score: dot(asked, this.#vectors.of(text)),
    }));
    return ranked.sort((one, other) => other.score - one.score);
  }

  /** What the app fuses: words by shares of a full score, meaning by cosines. */
  rankings(query: string): Rankings {
    return this.#index.rankings(this.#asked(query));
  }

  /** A text's time; can be kept without the index. */
  readonly at = (id: string): number => this.#texts.get(id)?.at ?? 0;

  #asked(text: string): IndexQuery {
    const meaningWeight = this.#meaningWeight * meaningShare(text, embedderLanguages);
    return { text, isPlain, vector: this.#vectors.of(text), neighbours: this.#neighbours, meaningWeight };
  }

  #search(query: IndexQuery): string[] {
    return idsOf(this.#index.search(query));
  }

  /** Of cosines in order, those by which a text is found by meaning alone. */
  #found(ranked: readonly RankedId[]): RankedId[] {
    return ranked.slice(0, nearest).filter(({ score }) => score >= leastSimilarity);
  }

  readonly #neighbours = (id: string): Neighbour[] => {
    const text = this.#texts.get(id);
    if (text === undefined || text.conversation === null) return [];
    return this.#order.neighbours(text.conversation, text, lendingReach);
  };
}

function idsOf(ranked: readonly RankedId[]): string[] {
  return ranked.map(({ id }) => id);
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}
