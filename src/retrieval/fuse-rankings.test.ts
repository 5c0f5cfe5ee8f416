import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseRankings, leastSimilarity, type RankedId } from './fuse-rankings.ts';

const noTime = () => 0;
const ids = (ranked: readonly RankedId[]) => ranked.map(({ id }) => id);

function ranking(least: number, most: number) {
  return fc
    .uniqueArray(
      fc.record({
        id: fc.constantFrom(...'abcdefghij'),
        score: fc.double({ min: least, max: most, noNaN: true }),
      }),
      { selector: ({ id }) => id },
    )
    .map((ranked) => ranked.sort((a, b) => b.score - a.score));
}
const byWords = ranking(0.1, 30);
const byMeaning = ranking(leastSimilarity, 1);

describe('fuseRankings', () => {
  it('averages the shares of the best', () => {
    const words = [
      { id: 'a', score: 8 },
      { id: 'b', score: 2 },
    ];
    const meaning = [
      { id: 'b', score: 0.75 },
      { id: 'c', score: 0.35 },
    ];
    expect(fuseRankings(words, meaning, noTime)).toEqual([
      { id: 'b', score: expect.closeTo(0.125 + 0.5) },
      { id: 'a', score: expect.closeTo(0.5) },
      { id: 'c', score: expect.closeTo(0.1) },
    ]);
  });

  it('does not take a weak best for a strong one', () => {
    const words = [
      { id: 'a', score: 9 },
      { id: 'b', score: 3 },
    ];
    expect(ids(fuseRankings(words, [{ id: 'c', score: 0.3 }], noTime))).toEqual(['a', 'b', 'c']);
  });

  it('puts the newer of equals first, then goes by id', () => {
    const equal = ['old', 'z', 'a', 'new'].map((id) => ({ id, score: 1 }));
    const at = (id: string) => ({ new: 3, old: 1 })[id] ?? 2;
    expect(ids(fuseRankings(equal, [], at))).toEqual(['new', 'a', 'z', 'old']);
  });

  it('keeps the order of a single list', () => {
    fc.assert(
      fc.property(byWords, byMeaning, (words, meaning) => {
        for (const [list, fused] of [
          [words, fuseRankings(words, [], noTime)],
          [meaning, fuseRankings([], meaning, noTime)],
        ] as const) {
          const scores = new Map(list.map(({ id, score }) => [id, score]));
          expect(fused.map(({ id }) => scores.get(id))).toEqual(list.map(({ score }) => score));
        }
      }),
    );
  });

  it('holds every id once, with a score from 0 to 1', () => {
    fc.assert(
      fc.property(byWords, byMeaning, (words, meaning) => {
        const fused = fuseRankings(words, meaning, noTime);
        expect(ids(fused).sort()).toEqual([...new Set(ids([...words, ...meaning]))].sort());
        for (const { score } of fused) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('ranks above another whatever is better in both lists', () => {
    fc.assert(
      fc.property(byWords, byMeaning, (words, meaning) => {
        const fused = ids(fuseRankings(words, meaning, noTime));
        const inWords = new Map(words.map(({ id, score }) => [id, score]));
        const inMeaning = new Map(meaning.map(({ id, score }) => [id, score]));
        for (const [better, worse] of fused.flatMap((a) => fused.map((b) => [a, b] as const))) {
          const more =
            (inWords.get(better) ?? 0) > (inWords.get(worse) ?? 0) * 1.001 &&
            (inMeaning.get(better) ?? 0) > (inMeaning.get(worse) ?? 0) * 1.001;
          if (more) expect(fused.indexOf(better)).toBeLessThan(fused.indexOf(worse));
        }
      }),
    );
  });
});
