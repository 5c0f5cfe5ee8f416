import type { CancelSignal } from '../kernel/cancel-signal.ts';
import type { Embedder } from '../kernel/embedder.ts';

/** Words that mean the same to this embedder, so that tests can tell meaning from spelling. */
const synonyms: Readonly<Record<string, string>> = { automobile: 'car', vehicle: 'car', physician: 'doctor' };

/**
 * A deterministic embedder for tests: each word, or what it means the same as, is hashed to one of 256
 * directions. Texts that share words are near, others at right angles.
 */
export class BagOfWordsEmbedder implements Embedder {
  readonly modelId: string;
  readonly dimensions = 256;
  readonly maxTokens = 256;
  /** Every batch asked for. */
  readonly asked: (readonly string[])[] = [];
  /** Set to make the next calls fail. */
  failure: Error | null = null;

  constructor(modelId = 'bag-of-words') {
    this.modelId = modelId;
  }

  async embed(texts: readonly string[], signal?: CancelSignal): Promise<Float32Array[]> {
    if (signal?.aborted) throw new DOMException('Aborted', 'AbortError');
    this.asked.push(texts);
    if (this.failure !== null) throw this.failure;
    return texts.map((text) => this.#vectorOf(text));
  }

  #vectorOf(text: string): Float32Array {
    const vector = new Float32Array(this.dimensions);
    for (const word of text.toLowerCase().match(/[a-z0-9]+/g) ?? ['']) {
      const direction = hash(synonyms[word] ?? word) % this.dimensions;
      vector[direction] = (vector[direction] ?? 0) + 1;
    }
    const length = Math.hypot(...vector);
    return vector.map((component) => component / length);
  }
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 2166136261;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16777619);
  return value >>> 0;
}
