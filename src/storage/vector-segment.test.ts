import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantiseFinely } from '../retrieval/quantise-vector.ts';
import { SlotSet } from '../retrieval/slot-set.ts';
import type { PackedVectors } from './index-store.ts';
import type { StoredVector } from './library-store.ts';
import { sampleVector } from './sample-rows.fixture.ts';
import { mergeVectors, packVectors } from './vector-segment.ts';

const none = new SlotSet();

function fineVector(id: string, ...components: number[]): StoredVector {
  return { kind: 'passage', id, vector: quantiseFinely(Float32Array.from(components)) };
}

describe('packVectors', () => {
  it('refuses vectors of different lengths', () => {
    const vectors = [sampleVector('passage', 'a', 1, 0), sampleVector('passage', 'b', 1, 0, 0)];
    expect(() => packVectors(vectors)).toThrow('Nothing of them was stored');
    expect(() => packVectors([])).toThrow(RangeError);
  });

  it('takes residuals along where there are any', () => {
    expect(packVectors([sampleVector('passage', 'a', 1, 0)]).residuals).toBeUndefined();
    const fine = fineVector('b', 1, 0.3);
    const { residuals } = packVectors([sampleVector('passage', 'a', 1, 0), fine]);
    expect(residuals?.subarray(0, 2)).toEqual(Int8Array.of(0, 0));
    expect(residuals?.subarray(2)).toEqual(fine.vector.residual);
    expect(fine.vector.residual?.some((rest) => rest !== 0)).toBe(true);
  });
});

describe('mergeVectors', () => {
  it('refuses segments whose vectors differ in length', () => {
    const torn = [
      { vectors: packVectors([sampleVector('passage', 'a', 1, 0)]), dead: none },
      { vectors: packVectors([sampleVector('passage', 'b', 1, 0, 0)]), dead: none },
    ];
    expect(() => mergeVectors(torn)).toThrow('not as long');
  });

  it('keeps what lives, in its order, and leaves out the rest', () => {
    const component = fc.integer({ min: -127, max: 127 });
    const drawnVector = fc.tuple(fc.tuple(component, component, component), fc.boolean());
    const segments = fc.array(fc.array(drawnVector, { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(segments, (drawn) => {
        const kept: StoredVector[] = [];
        const torn = drawn.map((vectors, segment) => {
          const dead = new SlotSet();
          const rows = vectors.map(([components, isDead], place) => {
            const row = fineVector(`v${segment}.${place}`, ...components);
            if (isDead) dead.add(place);
            else kept.push(row);
            return row;
          });
          return { vectors: packVectors(rows), dead };
        });
        const merged = mergeVectors(torn);
        expect(merged === null ? [] : unpack(merged)).toEqual(kept);
      }),
    );
  });
});

function unpack({ kind, ids, values, scales, residuals }: PackedVectors): StoredVector[] {
  return ids.map((id, place) => ({
    kind,
    id,
    vector: {
      values: values.slice(3 * place, 3 * place + 3),
      scale: scales[place] ?? 0,
      residual: residuals?.slice(3 * place, 3 * place + 3),
    },
  }));
}
