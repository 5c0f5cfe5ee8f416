import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantiseVector } from './quantise-vector.ts';
import { VectorIndex } from './vector-index.ts';

const dimensions = 7;
const everything = { limit: 1000, atLeast: -1.1 };

/** Unit vectors, never of nothing. */
const unitVector = fc
  .array(fc.integer({ min: -100, max: 100 }), { minLength: dimensions, maxLength: dimensions })
  .filter((components) => components.some((component) => component !== 0))
  .map((components) => {
    const length = Math.hypot(...components);
    return Float32Array.from(components, (component) => component / length);
  });

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, component, index) => sum + component * (b[index] ?? 0), 0);
}

describe('VectorIndex', () => {
  it('scores every vector with its cosine, within what quantising costs', () => {
    fc.assert(
      fc.property(fc.array(unitVector, { maxLength: 100 }), unitVector, (vectors, query) => {
        const index = new VectorIndex(dimensions);
        for (const vector of vectors) index.add(quantiseVector(vector));
        const found = index.nearest(query, everything);
        expect(found).toHaveLength(vectors.length);
        for (const { slot, score } of found) {
          expect(score).toBeCloseTo(dot(query, vectors[slot] ?? query), 1);
        }
        const scores = found.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
      { numRuns: 50 },
    );
  });

  it('finds a vector nearest to itself', () => {
    const index = new VectorIndex(3);
    const axes = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ].map((components) => Float32Array.from(components));
    const slots = axes.map((axis) => index.add(quantiseVector(axis)));
    axes.forEach((axis, at) => {
      const found = index.nearest(axis, { limit: 1, atLeast: 0.5 });
      expect(found).toEqual([{ slot: slots[at], score: expect.closeTo(1, 6) }]);
    });
  });

  it('leaves out what is too far, not accepted, or past the limit', () => {
    const index = new VectorIndex(2);
    for (const angle of [0, 0.2, 0.4, 1.5]) {
      index.add(quantiseVector(Float32Array.of(Math.cos(angle), Math.sin(angle))));
    }
    const query = Float32Array.of(1, 0);
    const slots = (options: Parameters<VectorIndex['nearest']>[1]) =>
      index.nearest(query, options).map(({ slot }) => slot);
    expect(slots({ limit: 9, atLeast: 0.5 })).toEqual([0, 1, 2]);
    expect(slots({ limit: 2, atLeast: 0.5 })).toEqual([0, 1]);
    expect(slots({ limit: 2, atLeast: 0.5, accept: (slot) => slot !== 0 })).toEqual([1, 2]);
  });

  it('never shows a removed vector, and uses its place again', () => {
    const steps = fc.array(fc.oneof(unitVector, fc.nat()), { maxLength: 60 });
    fc.assert(
      fc.property(steps, unitVector, (drawn, query) => {
        const index = new VectorIndex(dimensions);
        const live = new Map<number, Float32Array>();
        for (const step of drawn) {
          if (typeof step !== 'number') live.set(index.add(quantiseVector(step)), step);
          else {
            const slot = [...live.keys()][step % Math.max(1, live.size)];
            if (slot === undefined) continue;
            index.remove(slot);
            live.delete(slot);
          }
        }
        expect(index.size).toBe(live.size);
        const found = index.nearest(query, everything);
        expect(found.map(({ slot }) => slot).sort((a, b) => a - b)).toEqual(
          [...live.keys()].sort((a, b) => a - b),
        );
        for (const { slot, score } of found)
          expect(score).toBeCloseTo(dot(query, live.get(slot) ?? query), 1);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses vectors of another length', () => {
    expect(() => new VectorIndex(3).add(quantiseVector(Float32Array.of(1, 0)))).toThrow(RangeError);
  });
});
