import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lendingReach, lendScores, type Neighbour } from './lend-scores.ts';

/** Texts named by single letters, said in the order of the alphabet. */
const alphabet = 'abcdefghijklmnop';

function beside(id: string): Neighbour[] {
  const place = alphabet.indexOf(id);
  return [...alphabet].flatMap((other, index) => {
    const distance = Math.abs(index - place);
    return distance > 0 && distance <= lendingReach ? [{ id: other, distance }] : [];
  });
}

function lent(scores: Record<string, number>): Record<string, number> {
  const ranked = Object.entries(scores).map(([id, score]) => ({ id, score }));
  return Object.fromEntries(lendScores(ranked, beside).map(({ id, score }) => [id, score]));
}

describe('lendScores', () => {
  it('raises what stands beside a good match, the nearer the more', () => {
    const { c = 0, d = 0, e = 0, p = 0 } = lent({ c: 0.8, d: 0.1, e: 0.1, p: 0.1 });
    expect(c).toBeGreaterThan(d);
    expect(d).toBeCloseTo((0.1 + 0.5 * 0.8) / 1.5);
    expect(e).toBeCloseTo((0.1 + 0.4 * 0.8) / 1.5);
    expect(p).toBeCloseTo(0.1 / 1.5);
  });

  it('lends as far as five texts', () => {
    const { f = 0, g = 0 } = lent({ a: 0.8, f: 0.1, g: 0.1 });
    expect(f).toBeCloseTo((0.1 + 0.1 * 0.8) / 1.5);
    expect(g).toBeCloseTo((0.1 + 0.5 * 0.1) / 1.5);
  });

  it('takes the most that is lent, not the sum: a text is no better for standing among many', () => {
    expect(lent({ b: 0.5, d: 0.5, c: 0.1 }).c).toBe(lent({ b: 0.5, c: 0.1 }).c);
  });

  it('finds nothing that was not found', () => {
    expect(Object.keys(lent({ a: 0.8, c: 0.2 }))).toEqual(['a', 'c']);
  });

  it('leaves single texts as they stand', () => {
    const ranked = [
      { id: 'a', score: 0.9 },
      { id: 'b', score: 0.3 },
    ];
    const order = lendScores(ranked, () => []).map(({ id }) => id);
    expect(order).toEqual(['a', 'b']);
  });

  it('keeps scores from 0 to 1, and lowers none below what it has by itself', () => {
    const scores = fc.dictionary(fc.constantFrom(...alphabet), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(scores, (drawn) => {
        const sorted = Object.fromEntries(Object.entries(drawn).sort((a, b) => b[1] - a[1]));
        for (const [id, score] of Object.entries(lent(sorted))) {
          expect(score).toBeGreaterThanOrEqual((drawn[id] ?? 0) / 1.5);
          expect(score).toBeLessThanOrEqual(1 + Number.EPSILON);
        }
      }),
    );
  });
});
