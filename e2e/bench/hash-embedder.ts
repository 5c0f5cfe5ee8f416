import type { Embedder } from '../../src/kernel/embedder.ts';
import { seededRandom } from './seeded-random.ts';

/** Vectors as large as the app's own and spread as widely; what time it takes is not measured. */
export class HashEmbedder implements Embedder {
  readonly modelId = 'hash';
  readonly dimensions = 384;
  readonly maxTokens = 256;
  readonly #words = new Map<string, Float32Array>();

  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    return texts.map((text) => this.#vectorOf(text));
  }

  /** The sum of its words' random directions, of length 1. */
  #vectorOf(text: string): Float32Array {
    const vector = new Float32Array(this.dimensions);
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
      const direction = this.#directionOf(word);
      for (let index = 0; index < vector.length; index++) {
        vector[index] = (vector[index] ?? 0) + (direction[index] ?? 0);
      }
    }
    const length = Math.hypot(...vector);
    return vector.map((component) => component / length);
  }

  #directionOf(word: string): Float32Array {
    const known = this.#words.get(word);
    if (known) return known;
    const seed = Array.from(word).reduce((sum, it) => Math.imul(sum, 31) + (it.codePointAt(0) ?? 0), 7);
    const random = seededRandom(seed);
    const direction = Float32Array.from({ length: this.dimensions }, () => random() - 0.5);
    this.#words.set(word, direction);
    return direction;
  }
}
