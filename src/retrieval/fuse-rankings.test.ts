import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseRankings, leastSimilarity, type RankedId, type Rankings } from './fuse-rankings.ts';

const noTime = () => 0;
const ids = (ranked: readonly RankedId[]) => ranked.map(({ id }) => id);

/** To six places: scores that differ by less may become one when they are weighted. */
function ranking(least: number, most: number) {
  const millionths = fc.integer({ min: Math.ceil(least * 1e6), max: Math.floor(most * 1e6) });
  return fc
    .uniqueArray(
      fc.record({
        id: fc.constantFrom(...'abcdefghij'),
        score: millionths.map((score) => score / 1e6),
      }),
      { selector: ({ id }) => id },
    )
    .map((ranked) => ranked.sort((a, b) => b.score - a.score));
}
/** Fused half and half unless said otherwise. */
function fused(byWords: readonly RankedId[], byMeaning: readonly RankedId[], values: Partial<Rankings> = {}) {
  return fuseRankings({ byWords, byMeaning, allWords: 0, meaningWeight: 0.5, ...values }, noTime);
}
const byWords = ranking(0.1, 30);
const byMeaning = ranking(leastSimilarity, 1);

describe('fuseRankings', () => {
  it('adds the shares of a full score', () => {
    const words = [
      { id: 'a', score: 8 },
      { id: 'b', score: 2 },
    ];
    const meaning = [
      { id: 'b', score: 0.7 },
      { id: 'c', score: 0.3 },
    ];
    expect(fused(words, meaning)).toEqual([
      { id: 'b', score: expect.closeTo(0.125 + 0.5) },
      { id: 'a', score: expect.closeTo(0.5) },
      { id: 'c', score: expect.closeTo(0.1) },
    ]);
    expect(fused(words, meaning, { meaningWeight: 0.2 })).toEqual([
      { id: 'a', score: expect.closeTo(0.8) },
      { id: 'b', score: expect.closeTo(0.2 + 0.2) },
      { id: 'c', score: expect.closeTo(0.04) },
    ]);
  });

  it('does not take a weak best by meaning for a strong one', () => {
    const words = [
      { id: 'a', score: 9 },
      { id: 'b', score: 3 },
    ];
    expect(ids(fused(words, [{ id: 'c', score: 0.3 }]))).toEqual(['a', 'b', 'c']);
  });

  it('does not take a weak best by words for a strong one', () => {
    const words = [{ id: 'common word', score: 3 }];
    const meaning = [{ id: 'meant', score: 0.45 }];
    expect(ids(fused(words, meaning))).toEqual(['common word', 'meant']);
    expect(ids(fused(words, meaning, { allWords: 12 }))).toEqual(['meant', 'common word']);
  });

  it('counts how near a text is that was found by words, unless it is unrelated', () => {
    const words = ['far', 'near', 'farther'].map((id) => ({ id, score: 3 }));
    const meaning = [
      { id: 'near', score: 0.24 },
      { id: 'far', score: 0.1 },
      { id: 'farther', score: -0.1 },
    ];
    expect(fused(words, meaning).map(({ id }) => id)).toEqual(['near', 'far', 'farther']);
    const [, far, farther] = fused(words, meaning);
    expect(far?.score).toBe(farther?.score);
  });

  it('puts the newer of equals first, then goes by id', () => {
    const equal = ['old', 'z', 'a', 'new'].map((id) => ({ id, score: 1 }));
    const at = (id: string) => ({ new: 3, old: 1 })[id] ?? 2;
    const rankings = { byWords: equal, allWords: 0, byMeaning: [], meaningWeight: 0.5 };
    expect(ids(fuseRankings(rankings, at))).toEqual(['new', 'a', 'z', 'old']);
  });

  it('lets neighbours lend, after both lists count', () => {
    const words = [
      { id: 'question', score: 9 },
      { id: 'elsewhere', score: 3 },
      { id: 'answer', score: 1 },
    ];
    const answered = (id: string) => (id === 'question' ? [{ id: 'answer', distance: 1 }] : []);
    expect(ids(fused(words, []))).toEqual(['question', 'elsewhere', 'answer']);
    expect(ids(fused(words, [], { neighbours: answered }))).toEqual(['question', 'answer', 'elsewhere']);
  });

  it('puts the newer of equals first where neighbours lend the same', () => {
    const equal = ['old', 'new'].map((id) => ({ id, score: 1 }));
    const rankings = { byWords: [{ id: 'between', score: 9 }, ...equal], allWords: 0, byMeaning: [] };
    const neighbours = (id: string) =>
      id === 'between' ? equal.map((each) => ({ id: each.id, distance: 1 })) : [];
    const at = (id: string) => ({ old: 1, between: 2, new: 3 })[id] ?? 0;
    expect(ids(fuseRankings({ ...rankings, meaningWeight: 0.2, neighbours }, at))).toEqual([
      'between',
      'new',
      'old',
    ]);
  });

  it('lets single terms be lent: an answer stands between texts that say what it is about', () => {
    const said = { topic: [4, 0], answer: [0, 1], elsewhere: [0, 3], other: [1, 0] };
    const byWords = Object.entries(said).map(([id, scores]) => ({
      id,
      score: (scores[0] ?? 0) + (scores[1] ?? 0),
    }));
    const neighbours = (id: string) => (id === 'answer' ? [{ id: 'topic', distance: 1 }] : []);
    const rankings = { byWords, allWords: 0, byMeaning: [], meaningWeight: 0.3, neighbours };
    expect(ids(fuseRankings(rankings, noTime))).toEqual(['topic', 'elsewhere', 'answer', 'other']);
    const termScores = (id: string) => said[id as keyof typeof said] ?? [0, 0];
    expect(ids(fuseRankings({ ...rankings, termScores }, noTime))).toEqual([
      ...['topic', 'answer', 'elsewhere', 'other'],
    ]);
  });

  it('goes by meaning where no word tells anything, beside neighbours too', () => {
    const near = ['a', 'b'].map((id, place) => ({ id, score: 0.6 - place / 10 }));
    const beside = (id: string) => (id === 'a' ? [{ id: 'c', distance: 1 }] : []);
    const lent = fused([], near, { neighbours: beside, termScores: () => [] });
    expect(ids(lent)).toEqual(['a', 'b']);
    expect(lent.every(({ score }) => score > 0)).toBe(true);
  });

  it('gives the same, from 0 to 1, in whatever order the rankings come, neighbours or not', () => {
    const terms = fc.dictionary(
      fc.constantFrom(...'abcdefghij'),
      fc.tuple(...[0, 1, 2].map(() => fc.constantFrom(0, 1, 2, 7))),
    );
    fc.assert(
      fc.property(terms, byMeaning, fc.integer(), (scored, meaning, seed) => {
        const sum = (id: string) => (scored[id] ?? []).reduce<number>((all, score) => all + score, 0);
        const words = Object.keys(scored).flatMap((id) => (sum(id) > 0 ? { id, score: sum(id) } : []));
        const neighbours = (id: string) =>
          [-2, -1, 1, 2].map((step) => ({
            id: String.fromCharCode(id.charCodeAt(0) + step),
            distance: Math.abs(step),
          }));
        const values = { neighbours, termScores: (id: string) => scored[id] ?? [0, 0, 0] };
        const shuffled = [words, meaning].map((list) =>
          list.toSorted(
            (one, other) => ((one.id.charCodeAt(0) * seed) % 7) - ((other.id.charCodeAt(0) * seed) % 7),
          ),
        );
        const result = fused(words, meaning, values);
        expect(fused(shuffled[0] ?? [], shuffled[1] ?? [], values)).toEqual(result);
        expect(ids(result).sort()).toEqual([...new Set(ids([...words, ...meaning]))].sort());
        for (const { score } of result) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1 + Number.EPSILON);
        }
      }),
    );
  });

  it('keeps the order of a single list', () => {
    fc.assert(
      fc.property(byWords, byMeaning, (words, meaning) => {
        for (const [list, only] of [
          [words, fused(words, [])],
          [meaning, fused([], meaning)],
        ] as const) {
          const scores = new Map(list.map(({ id, score }) => [id, score]));
          expect(only.map(({ id }) => scores.get(id))).toEqual(list.map(({ score }) => score));
        }
      }),
    );
  });

  it('holds every id once, with a score from 0 to 1', () => {
    const values = fc.record({
      allWords: fc.double({ min: 0, max: 60, noNaN: true }),
      meaningWeight: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(byWords, byMeaning, values, (words, meaning, drawn) => {
        const result = fused(words, meaning, drawn);
        expect(ids(result).sort()).toEqual([...new Set(ids([...words, ...meaning]))].sort());
        for (const { score } of result) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1 + Number.EPSILON);
        }
      }),
    );
  });

  it('ranks above another whatever is better in both lists', () => {
    fc.assert(
      fc.property(byWords, byMeaning, (words, meaning) => {
        const order = ids(fused(words, meaning));
        const inWords = new Map(words.map(({ id, score }) => [id, score]));
        const inMeaning = new Map(meaning.map(({ id, score }) => [id, score]));
        for (const [better, worse] of order.flatMap((a) => order.map((b) => [a, b] as const))) {
          const more =
            (inWords.get(better) ?? 0) > (inWords.get(worse) ?? 0) * 1.001 &&
            (inMeaning.get(better) ?? 0) > (inMeaning.get(worse) ?? 0) * 1.001;
          if (more) expect(order.indexOf(better)).toBeLessThan(order.indexOf(worse));
        }
      }),
    );
  });
});
