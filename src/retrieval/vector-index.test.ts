import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantiseFinely, quantiseVector } from './quantise-vector.ts';
import { createScanKernel } from './scan/create-scan-kernel.ts';
import { vectorIndexContract } from './vector-index.contract.ts';
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

  it('loads packed vectors without residuals, and adds to them', () => {
    const index = new VectorIndex(2);
    const first = index.addSegment({
      values: Int8Array.of(127, 0, 0, 127),
      scales: Float32Array.of(0.5, 0.25),
    });
    const [east, north] = [
      index.similarity(Float32Array.of(1, 0), first),
      index.similarities(Float32Array.of(0, 1), [1, 0]),
    ];
    expect(east).toBeCloseTo(63.5, 3);
    expect(north.map(({ slot, score }) => [slot, Math.round(score)])).toEqual([
      [1, 32],
      [0, 0],
    ]);
    expect(index.add(quantiseVector(Float32Array.of(1, 0)))).toBe(2);
    expect(index.addSegment({ values: new Int8Array(0), scales: new Float32Array(0) })).toBe(3);
    expect(index.size).toBe(3);
  });

  it('tells apart by residuals what rounds to the same values', () => {
    const index = new VectorIndex(2);
    const angles = [0.0101, 0.0102, 0.0103];
    for (const angle of angles) index.add(quantiseFinely(Float32Array.of(Math.cos(angle), Math.sin(angle))));
    const query = Float32Array.of(Math.cos(1.5), Math.sin(1.5));
    const found = index.nearest(query, { limit: 3, atLeast: -1 });
    expect(found.map(({ slot }) => slot)).toEqual([2, 1, 0]);
    expect(found[0]?.score).toBeCloseTo(Math.cos(1.5 - 0.0103), 4);
  });

  it('leaves nothing of a removed vector in memory', () => {
    const kernel = createScanKernel();
    const index = new VectorIndex(16, kernel);
    const secret = new Int8Array(16).fill(77);
    const slot = index.addSegment({ values: secret, residuals: secret, scales: Float32Array.of(3) });
    const holdsSecret = () => new Int8Array(kernel.buffer).includes(77);
    expect(holdsSecret()).toBe(true);
    index.remove(slot);
    expect(holdsSecret()).toBe(false);
  });

  it('bears removing twice, and what never was', () => {
    const index = new VectorIndex(2);
    const slot = index.add(quantiseVector(Float32Array.of(1, 0)));
    for (const gone of [slot, slot, 7, 99_999]) index.remove(gone);
    expect(index.size).toBe(0);
    expect(index.nearest(Float32Array.of(1, 0), { limit: 1, atLeast: -1 })).toEqual([]);
    const again = [0, 1].map(() => index.add(quantiseVector(Float32Array.of(1, 0))));
    expect(again).toEqual([0, 1]);
  });

  it('answers a query of nothing, and scores all alike', () => {
    const index = new VectorIndex(2);
    index.add(quantiseVector(Float32Array.of(1, 0)));
    index.add(quantiseVector(Float32Array.of(0, 1)));
    index.nearest(Float32Array.of(1, 0), { limit: 1, atLeast: -1 });
    const found = index.nearest(new Float32Array(2), { limit: 9, atLeast: 0 });
    expect(found).toEqual([
      { slot: 1, score: 0 },
      { slot: 0, score: 0 },
    ]);
  });
});

describe('what cannot be taken in', () => {
  const sound = quantiseVector(Float32Array.of(0.6, 0.8));
  const query = Float32Array.of(0.6, 0.8);
  const rows = { values: Int8Array.of(1, 2, 3, 4), scales: Float32Array.of(1, 1) };

  it.each<[string, (index: VectorIndex) => unknown, string]>([
    ['a longer vector', (index) => index.add(quantiseVector(Float32Array.of(1, 0, 0))), 'each has 2 numbers'],
    ['a shorter one', (index) => index.add(quantiseVector(Float32Array.of(1))), 'each has 2 numbers'],
    ['a scale that is none', (index) => index.add({ ...sound, scale: Number.NaN }), 'NaN is no scale'],
    ['an endless scale', (index) => index.add({ ...sound, scale: 1 / 0 }), 'Infinity is no scale'],
    ['a scale of zero', (index) => index.add({ ...sound, scale: 0 }), '0 is no scale'],
    ['a short residual', (index) => index.add({ ...sound, residual: Int8Array.of(1) }), 'and 1 residuals'],
    [
      'a segment of another length',
      (index) => index.addSegment({ ...rows, values: Int8Array.of(1) }),
      '1 values',
    ],
    [
      'a damaged segment',
      (index) => index.addSegment({ ...rows, scales: Float32Array.of(1, Number.NaN) }),
      'NaN',
    ],
    [
      'a longer query',
      (index) => index.nearest(Float32Array.of(1, 0, 0), { limit: 1, atLeast: 0 }),
      'has 3 numbers',
    ],
    [
      'a query with NaN',
      (index) => index.nearest(Float32Array.of(1, Number.NaN), { limit: 1, atLeast: 0 }),
      'NaN',
    ],
    ['an endless query', (index) => index.similarity(Float32Array.of(1, 1 / 0), 0), 'Infinity'],
  ])('%s is refused, and the index stays sound', (_name, attempt, message) => {
    const index = new VectorIndex(2);
    const slot = index.add(sound);
    expect(() => attempt(index)).toThrow(RangeError);
    expect(() => attempt(index)).toThrow(message);
    expect(index.size).toBe(1);
    expect(index.nearest(query, { limit: 9, atLeast: -1 })).toEqual([{ slot, score: expect.closeTo(1, 2) }]);
    expect(index.add(sound)).toBe(slot + 1);
  });

  it('more vectors than there is memory for are refused, and those before stay searchable', () => {
    const kernel = createScanKernel();
    const index = new VectorIndex(2, kernel);
    const slot = index.add(sound);
    kernel.grow = () => {
      throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded');
    };
    const tooMany = { values: new Int8Array(20_000), scales: new Float32Array(10_000).fill(1) };
    expect(() => index.addSegment(tooMany)).toThrow('There is no memory for more vectors.');
    expect(index.size).toBe(1);
    expect(index.nearest(query, { limit: 9, atLeast: -1 }).map((each) => each.slot)).toEqual([slot]);
  });

  it.each([0, -1, 1.5, 5000, Number.NaN])('vectors of %s dimensions are refused', (dimensions) => {
    expect(() => new VectorIndex(dimensions)).toThrow(RangeError);
  });
});

for (const name of ['simd', 'plain'] as const) vectorIndexContract(name);
