import {
  leastSimilarity,
  meaningWeights,
  type RankedId,
  type Rankings,
} from '../../src/retrieval/fuse-rankings.ts';
import { quantiseVector } from '../../src/retrieval/quantise-vector.ts';
import { SearchIndex } from '../../src/retrieval/search-index.ts';
import type { EvalText, RetrievalSet, RetrievalTask } from './retrieval-task.ts';
import type { TextVectors } from './text-vectors.ts';

/** A task's texts in the app's own index, asked in the ways that are compared. */
export class TaskSearch {
  /** A text's time; can be kept without the index. */
  readonly at: (id: string) => number;
  readonly #index: SearchIndex;
  readonly #texts: readonly EvalText[];
  readonly #vectors: TextVectors;
  readonly #meaningWeight: number;

  constructor(kind: RetrievalSet['kind'], { texts }: RetrievalTask, vectors: TextVectors) {
    this.#meaningWeight = meaningWeights[kind];
    this.#index = new SearchIndex(this.#meaningWeight);
    this.#texts = texts;
    const times = new Map(texts.map(({ id, at }) => [id, at]));
    this.at = (id) => times.get(id) ?? 0;
    this.#vectors = vectors;
    for (const { id, text, at } of texts) {
      this.#index.add(id, text, at);
      this.#index.addVector(id, quantiseVector(vectors.of(text)));
    }
  }

  /** As the app answers. */
  fused(query: string, limit: number): string[] {
    return idsOf(this.#index.search({ text: query, vector: this.#vectors.of(query), limit }));
  }

  /** As the app answers without an embedder. */
  byWords(query: string, limit: number): string[] {
    return idsOf(this.#index.search({ text: query, vector: null, limit }));
  }

  /** As the app answers where no text has a word of the query. */
  byMeaning(query: string, limit: number): string[] {
    return idsOf(this.#index.search({ text: '', vector: this.#vectors.of(query), limit }));
  }

  /** The same with whole vectors, all texts in order, however far they are. */
  byWholeVectors(query: string): RankedId[] {
    const asked = this.#vectors.of(query);
    const ranked = this.#texts.map(({ id, text }) => ({ id, score: dot(asked, this.#vectors.of(text)) }));
    return ranked.sort((one, other) => other.score - one.score);
  }

  /** What the app fuses: words by shares of a full score, meaning by cosines. */
  rankings(query: string): Rankings {
    const vector = this.#vectors.of(query);
    const words = this.#index.search({ text: query, vector: null });
    const near = this.#index.search({ text: '', vector });
    const ids = new Set([...near, ...words].map(({ id }) => id));
    return {
      byWords: words.map(({ id, score }) => ({ id, score: score / (1 - this.#meaningWeight) })),
      allWords: 1,
      byMeaning: [...ids].map((id) => ({ id, score: this.#index.similarity(id, vector) ?? 0 })),
      meaningWeight: this.#meaningWeight,
    };
  }
}

/** Whether a text this near is found by meaning alone. */
export function isFound({ score }: RankedId): boolean {
  return score >= leastSimilarity;
}

function idsOf(ranked: readonly RankedId[]): string[] {
  return ranked.map(({ id }) => id);
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}
