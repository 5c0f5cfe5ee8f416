import { describe, expect, it } from 'vitest';
import { lendTerms } from './lend-terms.ts';

/** What two terms gain each text; said in the order of the letters. */
const said: Readonly<Record<string, readonly number[]>> = { a: [4, 0], b: [0, 0], c: [0, 3], f: [0, 1] };
const none = [0, 0];
const termScores = (id: string) => said[id] ?? none;

function beside(id: string) {
  return [...'abcdefghij'].flatMap((other) => {
    const distance = Math.abs(other.charCodeAt(0) - id.charCodeAt(0));
    return distance === 0 ? [] : { id: other, distance };
  });
}

function lent(...ids: string[]): Record<string, number> {
  return Object.fromEntries(lendTerms(ids, beside, termScores).map(({ id, score }) => [id, score]));
}

describe('lendTerms', () => {
  it('counts each term where it counts most: in the text, or less beside it', () => {
    const { a, b, c } = lent('a', 'b', 'c');
    expect(a).toBeCloseTo(4 + 0.4 * 3);
    expect(b).toBeCloseTo(0.5 * 4 + 0.5 * 3);
    expect(c).toBeCloseTo(0.4 * 4 + 3);
  });

  it('takes no sum: the same term twice beside a text is lent once', () => {
    expect(lent('d').d).toBeCloseTo(0.3 * 4 + 0.5 * 3);
  });

  it('lends no farther than neighbours do', () => {
    expect(lent('f').f).toBeCloseTo(0.1 * 4 + Math.max(1, 0.3 * 3));
    expect(lent('g').g).toBeCloseTo(Math.max(0.5 * 1, 0.2 * 3));
  });

  it('leaves out what has no term and is lent none', () => {
    expect(Object.keys(lent('a', 'z'))).toEqual(['a']);
    expect(lendTerms(['b'], () => [], termScores)).toEqual([]);
  });

  it('asks for the scores of a text once', () => {
    const asked: string[] = [];
    lendTerms(['a', 'b', 'c'], beside, (id) => {
      asked.push(id);
      return termScores(id);
    });
    expect(asked).toHaveLength(new Set(asked).size);
  });
});
