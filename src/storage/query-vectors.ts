import type { Embedder } from '../kernel/embedder.ts';
import { RecentValues } from './recent-values.ts';

/** Queries remembered: more than a run asks, so that paging through results embeds once. */
const remembered = 64;
/** Longest wait for a query's vector in milliseconds; after that an answer by words alone is worth more. */
const longestWait = 5000;

/** Turns queries into vectors, one embedder at a time. */
export class QueryVectors {
  #embedder: Embedder | null = null;
  readonly #vectors = new RecentValues<Float32Array>(remembered);

  /** Whose vectors `vectorOf` gives just now. */
  get embedder(): Embedder | null {
    return this.#embedder;
  }

  use(embedder: Embedder | null): void {
    if (embedder?.modelId !== this.#embedder?.modelId) this.#vectors.clear();
    this.#embedder = embedder;
  }

  /** `null` while there is no embedder, and when it fails or takes too long. */
  async vectorOf(query: string): Promise<Float32Array | null> {
    const embedder = this.#embedder;
    if (embedder === null || query.trim() === '') return null;
    const known = this.#vectors.get(query);
    if (known !== undefined) return known;
    try {
      const [vector] = await embedder.embed([query], AbortSignal.timeout(longestWait), 'now', 'query');
      // Another embedder may have come meanwhile: its vectors are not to be compared with this one.
      if (vector === undefined || this.#embedder !== embedder) return null;
      // Nothing can be compared with it: words alone answer.
      if (vector.length !== embedder.dimensions || !vector.every(Number.isFinite)) return null;
      this.#vectors.put(query, vector);
      return vector;
    } catch {
      return null;
    }
  }
}
