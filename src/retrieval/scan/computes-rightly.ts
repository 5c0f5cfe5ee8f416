import {
  biasedQueryAt,
  blocksAt,
  candidateScoresAt,
  candidateSlotsAt,
  coarseQueryAt,
  liveIn,
  rowsPerBlock,
  scalesIn,
  valuesIn,
} from './layout.ts';
import type { ScanKernel } from './scan-kernel.ts';

/** One step of the unrolled loop and one register more. */
const stride = 80;
/** Bytes of each row, by turns, and of the query: the ends of their ranges, and signs that differ. */
const rows: readonly (readonly [number, number])[] = [
  [127, -128],
  [-128, -128],
  [127, 127],
  [1, -1],
];
const query: readonly [number, number] = [63, -62];

/**
 * Whether a kernel gets sums right that are known. Relaxed instructions may differ between processors where
 * operands are out of range, which ours are not; still there is a V8 (of Node 20, behind a flag) that takes the
 * operands the wrong way round. The kernel's memory is used up by this.
 */
export function computesRightly(kernel: ScanKernel): boolean {
  kernel.grow(blocksAt + valuesIn + 2 * rowsPerBlock * stride);
  const bytes = new Int8Array(kernel.buffer);
  const steps = new Int16Array(kernel.buffer, coarseQueryAt, stride);
  for (let index = 0; index < stride; index++) {
    const step = query[index & 1] ?? 0;
    steps[index] = step;
    bytes[biasedQueryAt + index] = step + 64;
    rows.forEach((row, slot) => {
      bytes[blocksAt + valuesIn + slot * stride + index] = row[index & 1] ?? 0;
    });
  }
  new Float32Array(kernel.buffer, blocksAt + scalesIn, rows.length).fill(1);
  bytes[blocksAt + liveIn] = (1 << rows.length) - 1;
  kernel.digest(stride, 0, rows.length);
  if (kernel.scan(stride, rows.length, false, rows.length) !== rows.length) return false;
  const slots = new Uint32Array(kernel.buffer, candidateSlotsAt, rows.length);
  const scores = new Float32Array(kernel.buffer, candidateScoresAt, rows.length);
  return slots.every((slot, index) => {
    const [even, odd] = rows[slot] ?? [0, 0];
    return scores[index] === (stride / 2) * (even * query[0] + odd * query[1]);
  });
}
