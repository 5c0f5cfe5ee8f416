import type { QuantisedVector } from './quantise-vector.ts';
import { type RankedSlot, TopRanked } from './top-ranked.ts';

export interface NearestOptions {
  /** Most results, at least 1. */
  readonly limit: number;
  /** Least similarity, from -1 to 1. */
  readonly atLeast: number;
  /** Slots to consider; all when left out. */
  readonly accept?: ((slot: number) => boolean) | undefined;
}

/**
 * Exact nearest neighbours over int8 vectors, packed one after the other in one growing array: the layout
 * that a WASM scan reads as it is. Every live slot is compared; up to some 100,000 vectors that is as fast
 * as a graph index and loses nothing (facts/retrieval.md, B).
 */
export class VectorIndex {
  readonly dimensions: number;
  #values: Int8Array;
  /** The scale of each slot; 0 marks a slot that is free. */
  #scales: Float32Array;
  #slots = 0;
  readonly #free: number[] = [];

  constructor(dimensions: number) {
    this.dimensions = dimensions;
    this.#values = new Int8Array(64 * dimensions);
    this.#scales = new Float32Array(64);
  }

  /** Vectors held. */
  get size(): number {
    return this.#slots - this.#free.length;
  }

  /** Stores a copy and returns its slot; slots of removed vectors are used again. */
  add(vector: QuantisedVector): number {
    if (vector.values.length !== this.dimensions) {
      throw new RangeError(`Expected ${this.dimensions} dimensions, got ${vector.values.length}.`);
    }
    const slot = this.#free.pop() ?? this.#slots++;
    if (slot >= this.#scales.length) this.#grow();
    this.#values.set(vector.values, slot * this.dimensions);
    this.#scales[slot] = vector.scale;
    return slot;
  }

  /** @param slot one that `add` returned and that was not removed since */
  remove(slot: number): void {
    this.#values.fill(0, slot * this.dimensions, (slot + 1) * this.dimensions);
    this.#scales[slot] = 0;
    this.#free.push(slot);
  }

  /** @param query a unit vector; scores are cosines, exact but for the stored vectors' quantisation */
  nearest(query: Float32Array, options: NearestOptions): RankedSlot[] {
    const { limit, atLeast, accept } = options;
    const top = new TopRanked(limit);
    for (let slot = 0; slot < this.#slots; slot++) {
      const scale = this.#scales[slot] ?? 0;
      if (scale === 0 || (accept !== undefined && !accept(slot))) continue;
      const score = scale * this.#dot(query, slot * this.dimensions);
      if (score >= atLeast) top.offer(slot, score);
    }
    return top.sorted();
  }

  /** Cosine of a unit vector and the one in a slot that is in use. */
  similarity(query: Float32Array, slot: number): number {
    return (this.#scales[slot] ?? 0) * this.#dot(query, slot * this.dimensions);
  }

  /** Four sums side by side: the processor need not wait for one addition before the next. */
  #dot(query: Float32Array, start: number): number {
    const values = this.#values;
    const paired = this.dimensions - (this.dimensions % 4);
    let [first, second, third, fourth] = [0, 0, 0, 0];
    for (let i = 0; i < paired; i += 4) {
      first += (query[i] ?? 0) * (values[start + i] ?? 0);
      second += (query[i + 1] ?? 0) * (values[start + i + 1] ?? 0);
      third += (query[i + 2] ?? 0) * (values[start + i + 2] ?? 0);
      fourth += (query[i + 3] ?? 0) * (values[start + i + 3] ?? 0);
    }
    for (let i = paired; i < this.dimensions; i++) first += (query[i] ?? 0) * (values[start + i] ?? 0);
    return first + second + third + fourth;
  }

  #grow(): void {
    const values = new Int8Array(2 * this.#values.length);
    values.set(this.#values);
    this.#values = values;
    const scales = new Float32Array(2 * this.#scales.length);
    scales.set(this.#scales);
    this.#scales = scales;
  }
}
