import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlotSet } from '../slot-set.ts';
import { VectorBlocks } from '../vector-blocks.ts';
import { createScanKernel } from './create-scan-kernel.ts';
import {
  biasedQueryAt,
  candidateScoresAt,
  candidateSlotsAt,
  coarseQueryAt,
  fineQueryAt,
  fineScoresAt,
  largestDimensions,
  residualSteps,
  restQueryAt,
  restSteps,
  rowsPerBlock,
} from './layout.ts';
import type { KernelName } from './scan-kernel.ts';

/** Rows and a query in whole numbers, as they stand in memory. */
interface Sample {
  readonly dimensions: number;
  readonly values: Int8Array;
  readonly residuals: Int8Array;
  readonly scales: Float32Array;
  /** `null` for no filter. */
  readonly accepted: readonly number[] | null;
  readonly removed: readonly number[];
  readonly coarse: Int16Array;
  readonly fine: Int16Array;
  readonly rest: Int16Array;
  readonly mostHeld: number;
}

interface Candidate {
  readonly slot: number;
  readonly score: number;
  readonly fine: number;
}

/** What every scan kernel must do (scan-kernel.ts): exactly what a plain loop over whole numbers does. */
export function kernelContract(name: KernelName): void {
  describe(`scan kernel: ${name}`, () => {
    it('finds what a loop over all rows finds, to the last bit', () => {
      fc.assert(
        fc.property(sample, (drawn) => {
          expect(found(name, drawn)).toEqual(expected(drawn));
        }),
        { numRuns: 150 },
      );
    });

    it('goes through several blocks', () => {
      const drawn = { ...many(2 * rowsPerBlock + 37, 48), mostHeld: 100 };
      expect(found(name, drawn)).toEqual(expected(drawn));
      const some = { ...drawn, accepted: [3, rowsPerBlock - 1, rowsPerBlock, 2 * rowsPerBlock + 36] };
      expect(found(name, some)).toEqual(expected(some));
    });

    it('bears the largest vectors with the largest numbers', () => {
      for (const [value, step] of [
        [-128, 1],
        [127, -1],
      ] as const) {
        const drawn = {
          ...many(5, largestDimensions),
          values: new Int8Array(5 * largestDimensions).fill(value),
          residuals: new Int8Array(5 * largestDimensions).fill(value),
          coarse: new Int16Array(largestDimensions).fill(63 * step),
          fine: new Int16Array(largestDimensions).fill(16_383 * step),
          rest: new Int16Array(largestDimensions).fill(8192 * step),
        };
        expect(found(name, drawn)).toEqual(expected(drawn));
      }
    });
  });
}

const count = fc.integer({ min: 0, max: 90 });

/** Few different numbers: equal scores are what kernels would tell apart differently. */
const sample: fc.Arbitrary<Sample> = fc
  .tuple(count, fc.integer({ min: 1, max: 100 }))
  .chain(([rows, dimensions]) => {
    const bytes = (length: number) =>
      fc
        .oneof(
          fc.array(fc.constantFrom(-1, 0, 1), { minLength: length, maxLength: length, size: 'max' }),
          fc.array(fc.integer({ min: -128, max: 127 }), {
            minLength: length,
            maxLength: length,
            size: 'max',
          }),
        )
        .map((drawn) => Int8Array.from(drawn));
    const steps = (most: number) =>
      fc
        .array(fc.integer({ min: -most, max: most }), {
          minLength: dimensions,
          maxLength: dimensions,
          size: 'max',
        })
        .map((drawn) => Int16Array.from(drawn));
    const slots = fc.array(fc.nat({ max: Math.max(0, rows - 1) }));
    return fc.record({
      dimensions: fc.constant(dimensions),
      values: bytes(rows * dimensions),
      residuals: bytes(rows * dimensions),
      scales: fc
        .array(fc.constantFrom(1, 0.5, 0.001, 1e-9), { minLength: rows, maxLength: rows, size: 'max' })
        .map((drawn) => Float32Array.from(drawn)),
      accepted: fc.option(slots),
      removed: slots,
      coarse: steps(63),
      fine: steps(16_383),
      rest: steps(8192),
      mostHeld: fc.integer({ min: 1, max: 100 }),
    });
  });

function many(rows: number, dimensions: number): Sample {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 16;
  };
  return {
    dimensions,
    values: new Int8Array(rows * dimensions).map(next),
    residuals: new Int8Array(rows * dimensions).map(next),
    scales: new Float32Array(rows).map(() => (next() + 1) / 1e6),
    accepted: null,
    removed: [],
    coarse: new Int16Array(dimensions).map(() => (next() % 127) - 63),
    fine: new Int16Array(dimensions).map(() => (next() % 32_767) - 16_383),
    rest: new Int16Array(dimensions).map(() => (next() % 16_385) - 8192),
    mostHeld: 10,
  };
}

function found(name: KernelName, drawn: Sample): Candidate[] {
  const kernel = createScanKernel([name]);
  const blocks = new VectorBlocks(kernel, drawn.dimensions);
  const rows = drawn.scales.length;
  blocks.reserve(rows);
  blocks.write(0, drawn);
  for (const slot of drawn.removed) if (slot < rows) blocks.clear(slot);
  new Int8Array(kernel.buffer, biasedQueryAt).fill(64, 0, blocks.stride);
  new Int8Array(kernel.buffer, biasedQueryAt).set(drawn.coarse.map((step) => step + 64));
  new Int16Array(kernel.buffer, coarseQueryAt).set(drawn.coarse);
  new Int16Array(kernel.buffer, fineQueryAt).set(drawn.fine);
  new Int16Array(kernel.buffer, restQueryAt).set(drawn.rest);
  if (drawn.accepted) {
    const accepted = new SlotSet();
    for (const slot of drawn.accepted) accepted.add(slot);
    blocks.accept(rows, accepted);
  }
  const held = kernel.scan(blocks.stride, rows, drawn.accepted !== null, drawn.mostHeld);
  kernel.refine(blocks.stride, held, true);
  const slots = new Uint32Array(kernel.buffer, candidateSlotsAt, held);
  const scores = new Float32Array(kernel.buffer, candidateScoresAt, held);
  const fine = new Float64Array(kernel.buffer, fineScoresAt, held);
  return ordered(
    [...slots].map((slot, index) => ({ slot, score: scores[index] ?? 0, fine: fine[index] ?? 0 })),
  );
}

function expected({
  dimensions,
  values,
  residuals,
  scales,
  accepted,
  removed,
  ...query
}: Sample): Candidate[] {
  const candidates: Candidate[] = [];
  scales.forEach((scale, slot) => {
    if (removed.includes(slot) || !(accepted?.includes(slot) ?? true)) return;
    let [coarse, whole, residue, rest] = [0, 0, 0, 0];
    for (let index = 0; index < dimensions; index++) {
      const value = values[slot * dimensions + index] ?? 0;
      coarse += value * (query.coarse[index] ?? 0);
      rest += value * (query.rest[index] ?? 0);
      whole += value * (query.fine[index] ?? 0);
      residue += (residuals[slot * dimensions + index] ?? 0) * (query.fine[index] ?? 0);
    }
    const score = Math.fround(Math.fround(coarse) * scale);
    const fine = whole * residualSteps + residue + (rest * residualSteps) / restSteps;
    candidates.push({ slot, score, fine });
  });
  return ordered(candidates).slice(0, query.mostHeld);
}

/** Zero without its sign, which sums of nothing may have. */
function ordered(candidates: Candidate[]): Candidate[] {
  return candidates
    .map(({ slot, score, fine }) => ({ slot, score: score + 0, fine: fine + 0 }))
    .sort((a, b) => b.score - a.score || b.slot - a.slot);
}
