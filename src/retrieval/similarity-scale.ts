/** What MiniLM gives a question and a text that have nothing to do with each other, on average. */
const usual = 0.028;
const mostUnrelated = 0.95;

/**
 * Brings an embedder's cosines to the scale of MiniLM's, on which what counts as near was measured: unrelated texts
 * have a cosine above one half with some models. What is unrelated stays so and 1 stays 1, in a straight line.
 */
export class SimilarityScale {
  readonly #unrelated: number;
  readonly #step: number;

  /** @param unrelated the embedder's mean cosine of unrelated texts; MiniLM's when left out */
  constructor(unrelated: number = usual) {
    // To a model that finds all texts alike, nothing can be said of how near they are.
    this.#unrelated = Math.min(unrelated, mostUnrelated);
    this.#step = (1 - usual) / (1 - this.#unrelated);
  }

  similarity(cosine: number): number {
    return usual + (cosine - this.#unrelated) * this.#step;
  }

  /** The cosine that has a similarity. */
  cosine(similarity: number): number {
    return this.#unrelated + (similarity - usual) / this.#step;
  }
}
