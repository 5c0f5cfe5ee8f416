import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleVector } from './sample-rows.fixture.ts';
import { packSegment, unpackSegment, withoutVectors } from './vector-segment.ts';

function owned(id: string, owner: string, ...components: number[]) {
  return { ...sampleVector('passage', id, ...components), owner };
}

describe('packSegment', () => {
  it('refuses vectors of different lengths', () => {
    const vectors = [owned('a', 'x', 1, 0), owned('b', 'x', 1, 0, 0)];
    expect(() => packSegment('model', vectors)).toThrow('Nothing of them was stored');
    expect(() => packSegment('model', [])).toThrow(RangeError);
  });

  it('names each owner once', () => {
    const vectors = [owned('a', 'x', 1, 0), owned('b', 'y', 1, 0), owned('c', 'x', 0, 1)];
    expect(packSegment('model', vectors).owners).toEqual(['x', 'y']);
  });
});

it('unpacks what was packed, less what was taken out', () => {
  const component = fc.integer({ min: -127, max: 127 });
  const rows = fc.array(fc.tuple(fc.tuple(component, component, component), fc.boolean()), { minLength: 1 });
  fc.assert(
    fc.property(rows, (drawn) => {
      const vectors = drawn.map(([components], index) => owned(`v${index}`, 'x', ...components));
      const removed = new Set(drawn.flatMap(([, remove], index) => (remove ? [`v${index}`] : [])));
      const smaller = withoutVectors(packSegment('model', vectors), removed);
      const kept = vectors.filter(({ id }) => !removed.has(id)).map(({ owner: _, ...vector }) => vector);
      const unpacked = (smaller === null ? [] : unpackSegment(smaller)).map(({ vector, ...key }) => ({
        ...key,
        vector: { ...vector, values: vector.values.slice() },
      }));
      expect(unpacked).toEqual(kept);
    }),
  );
});
