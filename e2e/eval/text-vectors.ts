import type { Embedder } from '../../src/kernel/embedder.ts';
import type { VectorStore } from './vector-store.ts';

/** Texts embedded before they are stored: at most so many are lost when a run is ended. */
const stored = 64;
const keyBytes = 32;

/** Vectors by text: those of earlier runs are read from a store, new ones are put there as they come. */
export class TextVectors {
  readonly #embedder: Embedder;
  readonly #store: VectorStore;
  readonly #byKey = new Map<string, Float32Array>();
  readonly #byText = new Map<string, Float32Array>();

  private constructor(embedder: Embedder, store: VectorStore) {
    this.#embedder = embedder;
    this.#store = store;
  }

  static async open(embedder: Embedder, store: VectorStore): Promise<TextVectors> {
    const vectors = new TextVectors(embedder, store);
    vectors.#readRecords(await store.read());
    return vectors;
  }

  /** Makes sure that each text has a vector. @param onProgress told how many are still missing */
  async embed(texts: Iterable<string>, onProgress: (missing: number) => void): Promise<void> {
    const missing: { text: string; key: Uint8Array<ArrayBuffer> }[] = [];
    for (const text of new Set(texts)) {
      const key = await keyOf(text);
      const known = this.#byKey.get(hex(key));
      if (known === undefined) missing.push({ text, key });
      else this.#byText.set(text, known);
    }
    for (let from = 0; from < missing.length; from += stored) {
      onProgress(missing.length - from);
      const some = missing.slice(from, from + stored);
      const vectors = await this.#embedder.embed(some.map(({ text }) => text));
      const records = new Uint8Array(some.length * this.#recordBytes);
      for (const [index, { text, key }] of some.entries()) {
        const vector = vectors[index] ?? new Float32Array(this.#embedder.dimensions);
        this.#byText.set(text, vector);
        records.set(key, index * this.#recordBytes);
        records.set(new Uint8Array(vector.slice().buffer), index * this.#recordBytes + keyBytes);
      }
      await this.#store.append(records);
    }
  }

  /** @throws Error when the text was not embedded */
  of(text: string): Float32Array {
    const vector = this.#byText.get(text);
    if (vector === undefined) throw new Error(`No vector was made for: ${text}`);
    return vector;
  }

  get #recordBytes(): number {
    return keyBytes + this.#embedder.dimensions * Float32Array.BYTES_PER_ELEMENT;
  }

  #readRecords(records: ArrayBuffer): void {
    const bytes = this.#recordBytes;
    for (let at = 0; at + bytes <= records.byteLength; at += bytes) {
      const key = new Uint8Array(records, at, keyBytes);
      this.#byKey.set(hex(key), new Float32Array(records.slice(at + keyBytes, at + bytes)));
    }
  }
}

async function keyOf(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
