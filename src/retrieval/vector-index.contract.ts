import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../e2e/bench/seeded-random.ts';
import { clusteredVectors, queriesNear, randomVectors, vectorAt } from '../../e2e/bench/vector-sets.ts';
import { type QuantisedVector, quantiseFinely, quantiseVector } from './quantise-vector.ts';
import { createScanKernel } from './scan/create-scan-kernel.ts';
import type { KernelName } from './scan/scan-kernel.ts';
import { SlotSet } from './slot-set.ts';
import { VectorIndex } from './vector-index.ts';

type Stored = ReturnType<typeof quantiseFinely>;

/** What the index must do on every kernel: find what comparing everything finds, whatever was done before. */
export function vectorIndexContract(name: KernelName): void {
  const create = (dimensions: number) => new VectorIndex(dimensions, createScanKernel([name]));

  describe(`VectorIndex on ${name}`, () => {
    it('is after adding, loading and removing what comparing everything finds', () => {
      fc.assert(
        fc.property(changes, fc.integer({ min: 8, max: 40 }), fc.nat(), (drawn, dimensions, seed) => {
          const index = create(dimensions);
          const model = applyAll(drawn, index, dimensions, seed);
          expect(index.size).toBe(model.size);
          const query = randomUnit(dimensions, seededRandom(seed + 1));
          const odd = (slot: number) => slot % 2 === 1;
          for (const accept of [undefined, odd, slotsThat(model, odd)]) {
            const options = { limit: 5, atLeast: -0.05 };
            const wanted = compareAll(model, query, accept === undefined ? () => true : odd, options);
            expect(index.nearest(query, { ...options, accept })).toEqual(wanted);
          }
        }),
        { numRuns: 40 },
      );
    });

    it('finds the exact top ten, clustered or random', () => {
      for (const set of [clusteredVectors(5000, 96, 1), randomVectors(5000, 96, 2)]) {
        const index = create(set.dimensions);
        for (let row = 0; row < set.count; row++) index.add(quantiseFinely(vectorAt(set, row)));
        for (const query of queriesNear(set, 20, 3)) {
          const exact = Array.from({ length: set.count }, (_, slot) => ({
            slot,
            score: product(query, vectorAt(set, slot)),
          }));
          const best = exact.sort((a, b) => b.score - a.score).slice(0, 10);
          const found = index.nearest(query, { limit: 10, atLeast: -1 });
          expect(found.map(({ slot }) => slot)).toEqual(best.map(({ slot }) => slot));
        }
      }
    });

    it('takes the last of many equals, in the same order each time', () => {
      const index = create(16);
      const same = quantiseVector(new Float32Array(16).fill(0.25));
      for (let count = 0; count < 5000; count++) index.add(same);
      const query = new Float32Array(16).fill(0.25);
      const first = index.nearest(query, { limit: 12, atLeast: 0 });
      expect(first.map(({ slot }) => slot)).toEqual(Array.from({ length: 12 }, (_, rank) => 4999 - rank));
      expect(index.nearest(query, { limit: 12, atLeast: 0 })).toEqual(first);
      expect(index.nearest(query, { limit: 10_000, atLeast: 0 }).map(({ slot }) => slot)).toEqual(
        Array.from({ length: 5000 }, (_, rank) => 4999 - rank),
      );
    });
  });
}

/** A vector to add, some to load at once, or one to remove. */
const changes = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant('add' as const) },
    { weight: 1, arbitrary: fc.constant('load' as const) },
    { weight: 2, arbitrary: fc.nat() },
  ),
  { maxLength: 60, size: 'max' },
);

function applyAll(
  drawn: readonly ('add' | 'load' | number)[],
  index: VectorIndex,
  dimensions: number,
  seed: number,
): Map<number, Stored> {
  const random = seededRandom(seed);
  const next = () => quantiseFinely(randomUnit(dimensions, random));
  const model = new Map<number, Stored>();
  for (const change of drawn) {
    if (change === 'add') {
      const vector = next();
      model.set(index.add(vector), vector);
    } else if (change === 'load') {
      const vectors = Array.from({ length: 30 }, next);
      const first = index.addSegment(packed(vectors, dimensions));
      vectors.forEach((vector, offset) => {
        model.set(first + offset, vector);
      });
    } else {
      const slot = [...model.keys()][change % Math.max(1, model.size)] ?? 0;
      index.remove(slot);
      model.delete(slot);
    }
  }
  return model;
}

function packed(vectors: readonly Stored[], dimensions: number) {
  const values = new Int8Array(vectors.length * dimensions);
  const residuals = new Int8Array(vectors.length * dimensions);
  vectors.forEach((vector, row) => {
    values.set(vector.values, row * dimensions);
    residuals.set(vector.residual, row * dimensions);
  });
  return { values, residuals, scales: Float32Array.from(vectors, ({ scale }) => scale) };
}

function compareAll(
  model: ReadonlyMap<number, Stored>,
  query: Float32Array,
  accept: (slot: number) => boolean,
  { limit, atLeast }: { readonly limit: number; readonly atLeast: number },
): { readonly slot: number; readonly score: unknown }[] {
  const scored = [...model].map(([slot, vector]) => ({
    slot,
    score: product(query, restored(vector)),
  }));
  return scored
    .filter(({ slot, score }) => accept(slot) && score >= atLeast)
    .sort((a, b) => b.score - a.score || b.slot - a.slot)
    .slice(0, limit)
    .map(({ slot, score }) => ({ slot, score: expect.closeTo(score, 6) }));
}

/** As the index knows it: 16 bits a component. */
function restored({ values, scale, residual }: QuantisedVector): number[] {
  return Array.from(values, (value, index) => scale * (value + (residual?.[index] ?? 0) / 254));
}

function slotsThat(model: ReadonlyMap<number, Stored>, accept: (slot: number) => boolean): SlotSet {
  const slots = new SlotSet();
  for (const slot of model.keys()) if (accept(slot)) slots.add(slot);
  return slots;
}

function randomUnit(dimensions: number, random: () => number): Float32Array {
  const components = Float32Array.from({ length: dimensions }, () => random() + random() + random() - 1.5);
  const length = Math.hypot(...components);
  return components.map((component) => component / length);
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
