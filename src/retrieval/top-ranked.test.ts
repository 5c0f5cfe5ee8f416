import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TopRanked } from './top-ranked.ts';

it('keeps what sorting everything would put first', () => {
  const scores = fc.array(fc.integer({ min: 0, max: 20 }));
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 30 }), (drawn, limit) => {
      const top = new TopRanked(limit);
      drawn.forEach((score, slot) => {
        top.offer(slot, score);
      });
      const sorted = drawn
        .map((score, slot) => ({ slot, score }))
        .sort((a, b) => b.score - a.score || b.slot - a.slot);
      expect(top.sorted()).toEqual(sorted.slice(0, limit));
    }),
  );
});
