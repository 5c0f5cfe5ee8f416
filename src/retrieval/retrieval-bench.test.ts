import { describe, expect, it } from 'vitest';
import { median, pairedTimes, speedup } from '../../e2e/bench/paired-speeds.ts';
import { plainVectorScan } from '../../e2e/bench/plain-vector-scan.ts';
import { clusteredVectors, queriesNear, randomVectors, vectorAt } from '../../e2e/bench/vector-sets.ts';
import { wordQueries, wordTexts } from '../../e2e/bench/word-texts.ts';

describe('pairedTimes', () => {
  it('takes turns in who goes first, and measures each as often', async () => {
    const order: string[] = [];
    const { ours, theirs } = await pairedTimes({
      pairs: 4,
      repeats: { ours: 2, theirs: 1 },
      ours: (pair) => order.push(`o${pair}`),
      theirs: async (pair) => order.push(`t${pair}`),
    });
    expect(order.slice(-12)).toEqual([
      'o0',
      'o0',
      't0',
      't1',
      'o1',
      'o1',
      'o2',
      'o2',
      't2',
      't3',
      'o3',
      'o3',
    ]);
    expect([ours.length, theirs.length]).toEqual([4, 4]);
  });

  it('compares pair by pair', () => {
    expect(speedup({ ours: [1, 10, 2], theirs: [3, 20, 40] })).toBe(3);
    expect(median([5, 1, 3])).toBe(3);
    expect(() => median([])).toThrow('Nothing was measured.');
  });
});

describe('the vectors measured with', () => {
  it.each([clusteredVectors, randomVectors])(
    'are of length 1, the same for the same seed, and found',
    (make) => {
      const set = make(500, 32, 7);
      expect(make(500, 32, 7)).toEqual(set);
      for (let row = 0; row < set.count; row++) expect(Math.hypot(...vectorAt(set, row))).toBeCloseTo(1, 5);
      const queries = queriesNear(set, 20, 3);
      const found = queries.filter((query, index) => {
        const near = Math.floor(((index + 0.5) * 500) / 20);
        return plainVectorScan(set, query, 10).some(({ slot, score }) => slot === near && score > 0.5);
      });
      expect(found.length).toBeGreaterThanOrEqual(18);
    },
  );
});

it('the texts searched by words are as long as passages, and hold what is asked for', () => {
  const texts = [...wordTexts(300, 1)];
  expect([...wordTexts(300, 1)]).toEqual(texts);
  for (const text of texts) expect(Math.abs(text.length - 805)).toBeLessThanOrEqual(15);
  const words = new Set(texts.flatMap((text) => text.split(' ')));
  const asked = wordQueries(100, 2).flatMap((query) => query.split(' '));
  expect(asked.filter((word) => words.has(word)).length).toBeGreaterThan(100);
});
