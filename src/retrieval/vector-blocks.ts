import {
  acceptedIn,
  blockShift,
  blocksAt,
  liveIn,
  registerBytes,
  rowsPerBlock,
  scalesIn,
  valuesIn,
} from './scan/layout.ts';
import type { ScanKernel } from './scan/scan-kernel.ts';
import type { SlotSet } from './slot-set.ts';

/** Bytes of a block's live bits, and of its accepted bits. */
const bitBytes = rowsPerBlock / 8;

/** Rows that stand one after the other. */
export interface PackedRows {
  readonly values: Int8Array;
  readonly scales: Float32Array;
  readonly residuals?: Int8Array | undefined;
}

/** The rows in a kernel's memory: writes what the kernel reads (scan/layout.ts). */
export class VectorBlocks {
  readonly kernel: ScanKernel;
  readonly dimensions: number;
  /** Bytes of a row: the dimensions, rounded up to whole registers. */
  readonly stride: number;
  readonly #blockBytes: number;
  #rows = 0;
  #bytes: Uint8Array;
  #values: Int8Array;
  #scales: Float32Array;

  constructor(kernel: ScanKernel, dimensions: number) {
    this.kernel = kernel;
    this.dimensions = dimensions;
    this.stride = Math.ceil(dimensions / registerBytes) * registerBytes;
    this.#blockBytes = valuesIn + 2 * rowsPerBlock * this.stride;
    kernel.grow(blocksAt);
    this.#bytes = new Uint8Array(kernel.buffer);
    this.#values = new Int8Array(kernel.buffer);
    this.#scales = new Float32Array(kernel.buffer);
  }

  /** Makes room for that many rows. Throws `RangeError`, and all stays as it is, when there is no memory for them. */
  reserve(rows: number): void {
    if (rows <= this.#rows) return;
    const blocks = Math.ceil(rows / rowsPerBlock);
    this.#grow(blocksAt + blocks * this.#blockBytes);
    this.#rows = blocks * rowsPerBlock;
    this.#bytes = new Uint8Array(this.kernel.buffer);
    this.#values = new Int8Array(this.kernel.buffer);
    this.#scales = new Float32Array(this.kernel.buffer);
  }

  isLive(slot: number): boolean {
    const byte = this.#bytes[this.#blockOf(slot) + liveIn + (inBlock(slot) >> 3)] ?? 0;
    return slot < this.#rows && ((byte >> (slot & 7)) & 1) === 1;
  }

  scale(slot: number): number {
    return this.#scales[this.#scaleAt(slot)] ?? 0;
  }

  /** Writes rows into slots that follow each other, for which there is room. They are live from now on. */
  write(first: number, { values, scales, residuals }: PackedRows): void {
    for (let from = 0; from < scales.length; ) {
      const slot = first + from;
      const to = Math.min(scales.length, from + rowsPerBlock - inBlock(slot));
      this.#copyRows(this.#rowAt(slot), values, from, to);
      if (residuals) this.#copyRows(this.#rowAt(slot) + this.#residualsFromValues, residuals, from, to);
      this.#scales.set(scales.subarray(from, to), this.#scaleAt(slot));
      from = to;
    }
    this.kernel.digest(this.stride, first, first + scales.length);
    for (let slot = first; slot < first + scales.length; slot++) this.#setLive(slot, true);
  }

  /** Leaves nothing of a row: what was forgotten is gone from memory too. */
  clear(slot: number): void {
    this.#setLive(slot, false);
    const at = this.#rowAt(slot);
    this.#values.fill(0, at, at + this.stride);
    const residual = at + this.#residualsFromValues;
    this.#values.fill(0, residual, residual + this.stride);
    this.#scales[this.#scaleAt(slot)] = 0;
  }

  /** Sets the accepted bits of the slots before `slots`: those that are live and accepted. */
  accept(slots: number, accepted: SlotSet): void {
    for (let slot = 0; slot < slots; slot += rowsPerBlock) {
      const block = this.#blockOf(slot);
      const bits = accepted.bytes.subarray(slot >> 3, (slot >> 3) + bitBytes);
      for (let index = 0; index < bitBytes; index++) {
        const live = this.#bytes[block + liveIn + index] ?? 0;
        this.#bytes[block + acceptedIn + index] = live & (bits[index] ?? 0);
      }
    }
  }

  #grow(bytes: number): void {
    try {
      this.kernel.grow(bytes);
    } catch (cause) {
      const held = `The ${this.#rows} there was room for stay searchable.`;
      throw new RangeError(`There is no memory for more vectors. ${held}`, { cause });
    }
  }

  /** Rows without padding are one copy, however many. */
  #copyRows(at: number, rows: Int8Array, from: number, to: number): void {
    const { dimensions, stride } = this;
    if (dimensions === stride) {
      this.#values.set(rows.subarray(from * stride, to * stride), at);
      return;
    }
    for (let row = from; row < to; row++) {
      const values = rows.subarray(row * dimensions, (row + 1) * dimensions);
      this.#values.set(values, at + (row - from) * stride);
    }
  }

  #setLive(slot: number, live: boolean): void {
    const index = this.#blockOf(slot) + liveIn + (inBlock(slot) >> 3);
    const bit = 1 << (slot & 7);
    const byte = this.#bytes[index] ?? 0;
    this.#bytes[index] = live ? byte | bit : byte & ~bit;
  }

  get #residualsFromValues(): number {
    return rowsPerBlock * this.stride;
  }

  #rowAt(slot: number): number {
    return this.#blockOf(slot) + valuesIn + inBlock(slot) * this.stride;
  }

  /** As an index of the scales. */
  #scaleAt(slot: number): number {
    return (this.#blockOf(slot) + scalesIn) / 4 + inBlock(slot);
  }

  #blockOf(slot: number): number {
    return blocksAt + (slot >> blockShift) * this.#blockBytes;
  }
}

function inBlock(slot: number): number {
  return slot & (rowsPerBlock - 1);
}
