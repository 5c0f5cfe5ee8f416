import { TopRanked } from '../top-ranked.ts';
import {
  acceptedIn,
  blockShift,
  blocksAt,
  candidateScoresAt,
  candidateSlotsAt,
  coarseQueryAt,
  fineQueryAt,
  fineScoresAt,
  liveIn,
  residualSteps,
  restQueryAt,
  restSteps,
  rowsPerBlock,
  scalesIn,
  valuesIn,
} from './layout.ts';
import type { ScanKernel } from './scan-kernel.ts';

/** The kernel without WebAssembly, for where it is missing or forbidden: the same results, many times slower. */
export class PlainKernel implements ScanKernel {
  readonly name = 'plain';
  #buffer = new ArrayBuffer(blocksAt);

  get buffer(): ArrayBuffer {
    return this.#buffer;
  }

  grow(bytes: number): void {
    if (bytes <= this.#buffer.byteLength) return;
    const larger = new ArrayBuffer(bytes);
    new Uint8Array(larger).set(new Uint8Array(this.#buffer));
    this.#buffer = larger;
  }

  /** Biases are for the relaxed instruction only. */
  digest(): void {}

  scan(stride: number, slots: number, filtered: boolean, mostHeld: number): number {
    const best = new TopRanked(mostHeld);
    const bytes = new Uint8Array(this.#buffer);
    const values = new Int8Array(this.#buffer);
    const scales = new Float32Array(this.#buffer);
    const query = new Int16Array(this.#buffer, coarseQueryAt, stride);
    for (let slot = 0; slot < slots; slot++) {
      const block = blockOf(stride, slot);
      const row = slot & (rowsPerBlock - 1);
      const bits = bytes[block + (filtered ? acceptedIn : liveIn) + (row >> 3)] ?? 0;
      if (((bits >> (row & 7)) & 1) === 0) continue;
      const product = dot(values, block + valuesIn + row * stride, query);
      const scale = scales[(block + scalesIn) / 4 + row] ?? 0;
      // Rounded where a 32-bit multiplication rounds.
      best.offer(slot, Math.fround(Math.fround(product) * scale));
    }
    return this.#writeCandidates(best);
  }

  refine(stride: number, count: number, fine: boolean): void {
    const values = new Int8Array(this.#buffer);
    const query = new Int16Array(this.#buffer, fineQueryAt, stride);
    const rest = new Int16Array(this.#buffer, restQueryAt, stride);
    const slots = new Uint32Array(this.#buffer, candidateSlotsAt, count);
    const scores = new Float64Array(this.#buffer, fineScoresAt, count);
    slots.forEach((slot, index) => {
      const row = blockOf(stride, slot) + valuesIn + (slot & (rowsPerBlock - 1)) * stride;
      let score = dot(values, row, query) * residualSteps;
      if (fine) score += dot(values, row + rowsPerBlock * stride, query);
      scores[index] = score + (dot(values, row, rest) * residualSteps) / restSteps;
    });
  }

  #writeCandidates(best: TopRanked): number {
    const kept = best.sorted();
    const slots = new Uint32Array(this.#buffer, candidateSlotsAt, kept.length);
    const scores = new Float32Array(this.#buffer, candidateScoresAt, kept.length);
    kept.forEach(({ slot, score }, index) => {
      slots[index] = slot;
      scores[index] = score;
    });
    return kept.length;
  }
}

function blockOf(stride: number, slot: number): number {
  return blocksAt + (slot >> blockShift) * (valuesIn + 2 * rowsPerBlock * stride);
}

/** Four sums side by side: the processor need not wait for one addition before the next. */
function dot(values: Int8Array, start: number, query: Int16Array): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  for (let i = 0; i < query.length; i += 4) {
    first += (query[i] ?? 0) * (values[start + i] ?? 0);
    second += (query[i + 1] ?? 0) * (values[start + i + 1] ?? 0);
    third += (query[i + 2] ?? 0) * (values[start + i + 2] ?? 0);
    fourth += (query[i + 3] ?? 0) * (values[start + i + 3] ?? 0);
  }
  return first + second + third + fourth;
}
