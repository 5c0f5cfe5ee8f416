import type { QuantisedVector } from './quantise-vector.ts';
import { createScanKernel } from './scan/create-scan-kernel.ts';
import {
  candidateSlotsAt,
  fineScoresAt,
  largestDimensions,
  mostCandidates,
  residualSteps,
} from './scan/layout.ts';
import type { ScanKernel } from './scan/scan-kernel.ts';
import { SlotSet } from './slot-set.ts';
import { compareRanked, type RankedSlot } from './top-ranked.ts';
import { type PackedRows, VectorBlocks } from './vector-blocks.ts';
import { writeQuery } from './vector-query.ts';

/**
 * Candidates of the coarse scan beyond those asked for: as many as can overtake when they are compared finely.
 * With 54 the exact top ten of 100,000 was always among them (facts/retrieval.md, B1, found 50 enough).
 */
const leastSpare = 54;

export interface NearestOptions {
  /** Most results, at least 1. */
  readonly limit: number;
  /** Least similarity, from -1 to 1. */
  readonly atLeast: number;
  /** Slots to consider; all when left out. A set is read as it is, a function is asked about every slot. */
  readonly accept?: SlotSet | ((slot: number) => boolean) | undefined;
}

/**
 * Exact nearest neighbours over int8 vectors. Every live slot is compared coarsely by a SIMD kernel, and the
 * best once more with the whole query and with the vectors' residuals, where they have any. Up to some 100,000
 * vectors that is faster than a graph index and loses nothing (facts/retrieval.md, B).
 */
export class VectorIndex {
  readonly dimensions: number;
  readonly #kernel: ScanKernel;
  readonly #blocks: VectorBlocks;
  #slots = 0;
  readonly #free: number[] = [];
  #hasResiduals = false;
  /** The query that stands in the kernel's memory, and what its fine step is worth. */
  #query: Float32Array | null = null;
  #queryStep = 0;

  /**
   * Throws `RangeError` for more than 4,096 dimensions, or none.
   * @param kernel with an empty memory, which is the index's own from now on
   */
  constructor(dimensions: number, kernel: ScanKernel = createScanKernel()) {
    if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > largestDimensions) {
      throw new RangeError(
        `Vectors of ${dimensions} numbers cannot be indexed; 1 to ${largestDimensions} can.`,
      );
    }
    this.dimensions = dimensions;
    this.#kernel = kernel;
    this.#blocks = new VectorBlocks(kernel, dimensions);
  }

  /** Vectors held. */
  get size(): number {
    return this.#slots - this.#free.length;
  }

  /**
   * Stores a copy and returns its slot; slots of removed vectors are used again. Throws `RangeError`, and
   * nothing changes, when the vector has another length or a scale that is none, or when memory is full.
   */
  add({ values, scale, residual }: QuantisedVector): number {
    const rows = { values, scales: Float32Array.of(scale), residuals: residual };
    this.#refuseUnsound(rows);
    const slot = this.#free.at(-1) ?? this.#slots;
    this.#blocks.reserve(slot + 1);
    if (slot === this.#slots) this.#slots++;
    else this.#free.pop();
    this.#write(slot, rows);
    return slot;
  }

  /**
   * Stores a copy of packed rows in one go and returns the first of their slots; the others follow it. Throws
   * as `add` does, with nothing changed.
   */
  addSegment(rows: PackedRows): number {
    this.#refuseUnsound(rows);
    const first = this.#slots;
    this.#blocks.reserve(first + rows.scales.length);
    this.#slots += rows.scales.length;
    this.#write(first, rows);
    return first;
  }

  /** Does nothing when the slot is empty. */
  remove(slot: number): void {
    if (slot >= this.#slots || !this.#blocks.isLive(slot)) return;
    this.#blocks.clear(slot);
    this.#free.push(slot);
  }

  /**
   * Best first; of equals the higher slot. Scores are cosines, exact but for the stored vectors' quantisation.
   * @param query a unit vector. Throws `RangeError` when it has another length or holds what is no number
   */
  nearest(query: Float32Array, { limit, atLeast, accept }: NearestOptions): RankedSlot[] {
    this.#setQuery(query);
    const accepted = typeof accept === 'function' ? this.#slotsThat(accept) : accept;
    const wanted = limit + Math.max(leastSpare, limit >> 1);
    const candidates =
      wanted > mostCandidates ? this.#refineAll(accepted) : this.#refineBest(wanted, accepted);
    const near = candidates.filter(({ score }) => score >= atLeast);
    return near.sort(compareRanked).slice(0, limit);
  }

  /** Cosine of a unit vector and the one in a slot that is in use. */
  similarity(query: Float32Array, slot: number): number {
    return this.similarities(query, [slot])[0]?.score ?? 0;
  }

  /** Cosines of a unit vector and those in slots that are in use, in their order. */
  similarities(query: Float32Array, slots: readonly number[]): RankedSlot[] {
    this.#setQuery(query);
    return this.#refineEach(slots);
  }

  #refineBest(wanted: number, accepted: SlotSet | undefined): RankedSlot[] {
    if (accepted) this.#blocks.accept(this.#slots, accepted);
    const held = this.#kernel.scan(this.#blocks.stride, this.#slots, accepted !== undefined, wanted);
    return this.#refine(held);
  }

  /** Where more are asked for than a scan can hold. */
  #refineAll(accepted: SlotSet | undefined): RankedSlot[] {
    const slots: number[] = [];
    for (let slot = 0; slot < this.#slots; slot++) {
      if (this.#blocks.isLive(slot) && (accepted?.has(slot) ?? true)) slots.push(slot);
    }
    return this.#refineEach(slots);
  }

  #refineEach(slots: readonly number[]): RankedSlot[] {
    const refined: RankedSlot[] = [];
    for (let from = 0; from < slots.length; from += mostCandidates) {
      const some = slots.slice(from, from + mostCandidates);
      new Uint32Array(this.#kernel.buffer, candidateSlotsAt, some.length).set(some);
      refined.push(...this.#refine(some.length));
    }
    return refined;
  }

  /** The candidates in the kernel's memory, compared finely. */
  #refine(count: number): RankedSlot[] {
    this.#kernel.refine(this.#blocks.stride, count, this.#hasResiduals);
    const slots = new Uint32Array(this.#kernel.buffer, candidateSlotsAt, count);
    const scores = new Float64Array(this.#kernel.buffer, fineScoresAt, count);
    const step = this.#queryStep / residualSteps;
    const refined: RankedSlot[] = [];
    for (let index = 0; index < count; index++) {
      const slot = slots[index] ?? 0;
      refined.push({ slot, score: (scores[index] ?? 0) * step * this.#blocks.scale(slot) });
    }
    return refined;
  }

  #slotsThat(accept: (slot: number) => boolean): SlotSet {
    const accepted = new SlotSet(this.#slots);
    for (let slot = 0; slot < this.#slots; slot++) {
      if (this.#blocks.isLive(slot) && accept(slot)) accepted.add(slot);
    }
    return accepted;
  }

  #setQuery(query: Float32Array): void {
    if (this.#query !== null && areEqual(this.#query, query)) return;
    if (query.length !== this.dimensions) {
      const lengths = `The query's vector has ${query.length} numbers, the stored ones have ${this.dimensions}.`;
      throw new RangeError(`${lengths} Nothing was searched.`);
    }
    this.#queryStep = writeQuery(this.#kernel.buffer, query, this.#blocks.stride);
    this.#query = query.slice();
  }

  #write(first: number, rows: PackedRows): void {
    this.#blocks.write(first, rows);
    if (rows.residuals) this.#hasResiduals = true;
  }

  #refuseUnsound({ values, scales, residuals }: PackedRows): void {
    const length = scales.length * this.dimensions;
    if (values.length !== length || (residuals && residuals.length !== length)) {
      const given = `${scales.length} vectors came with ${values.length} values`;
      const residue = residuals ? ` and ${residuals.length} residuals` : '';
      throw new RangeError(`${given}${residue}; each has ${this.dimensions} numbers. None was taken in.`);
    }
    const bad = scales.find((scale) => !(scale > 0 && scale < Number.POSITIVE_INFINITY));
    if (bad !== undefined) throw new RangeError(`${bad} is no scale of a vector. It was not taken in.`);
  }
}

function areEqual(one: Float32Array, other: Float32Array): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}
