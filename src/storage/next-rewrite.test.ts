import { describe, expect, it } from 'vitest';
import { nextRewrite } from './next-rewrite.ts';
import type { SegmentFacts } from './stored-rows.ts';
import { tidySizes } from './tidy-sizes.ts';
import { Tombstones } from './tombstones.ts';

const none = new Tombstones([]);

function facts(order: number, live: number, values: Partial<SegmentFacts> = {}): SegmentFacts {
  return {
    of: 'vectors',
    order,
    kind: 'passage',
    modelId: 'model',
    count: live,
    live,
    seen: 0,
    dead: null,
    ...values,
  };
}

function next(segments: readonly SegmentFacts[], tombstones = none): readonly number[] | null {
  return nextRewrite(segments, tombstones, tidySizes)?.map(({ order }) => order) ?? null;
}

describe('small segments', () => {
  it('are merged, all that fit, in the order of their making', () => {
    const batches = Array.from({ length: 300 }, (_, index) => facts(300 - index, 16));
    expect(next(batches)).toHaveLength(256);
    expect(next([facts(3, 16), facts(1, 16)])).toEqual([1, 3]);
    expect(next([facts(1, 4000), facts(2, 2000), facts(3, 2000)])).toEqual([2, 3]);
  });

  it('wait until merging is worth it: each text is rewritten a few times only', () => {
    expect(next([facts(1, 16), facts(2, 10)])).toBeNull();
    expect(next([facts(1, 4096), facts(2, 16)])).toBeNull();
    let segments: SegmentFacts[] = [];
    let rewritten = 0;
    for (let order = 1; order <= 4096; order++) {
      segments.push(facts(order, 1));
      for (let group = next(segments); group !== null; group = next(segments)) {
        const merged = segments.filter((segment) => group?.includes(segment.order));
        const live = merged.reduce((sum, segment) => sum + segment.live, 0);
        rewritten += live;
        segments = [...segments.filter((segment) => !merged.includes(segment)), facts(order + 5000, live)];
      }
    }
    expect(segments).toHaveLength(1);
    expect(rewritten / 4096).toBeLessThanOrEqual(12);
  });

  it('are merged with their like', () => {
    const others: Partial<SegmentFacts>[] = [{ of: 'words' }, { kind: 'message' }, { modelId: 'another' }];
    for (const other of others) expect(next([facts(1, 16), facts(2, 16, other)])).toBeNull();
  });
});

describe('segments older than a tombstone', () => {
  const few = new Tombstones([{ order: 7, kind: 'passage', ids: ['p1'] }]);
  const many = new Tombstones([
    { order: 7, kind: 'passage', ids: Array.from({ length: 2000 }, (_, index) => `p${index}`) },
  ]);

  it('are looked through, words at once, vectors when it is worth reading them', () => {
    expect(next([facts(1, 16, { of: 'words' }), facts(2, 4096)], few)).toEqual([1]);
    expect(next([facts(2, 4096)], few)).toBeNull();
    expect(next([facts(2, 4096)], many)).toEqual([2]);
    expect(next([facts(2, 4096, { seen: 7 })], many)).toBeNull();
  });
});
