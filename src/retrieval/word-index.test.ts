import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestSlot } from './posting-list.ts';
import { WordIndex } from './word-index.ts';

const all = { limit: 1000 };

describe('WordIndex', () => {
  it('scores by Okapi BM25', () => {
    const index = new WordIndex();
    index.add(0, ['apple', 'apple', 'pear']);
    index.add(1, ['pear']);
    const [hit] = index.search(['apple'], all);
    const idf = Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5));
    const expected = (idf * 2 * 2.2) / (2 + 1.2 * (0.25 + (0.75 * 3) / 2));
    expect(hit?.slot).toBe(0);
    expect(hit?.score).toBeCloseTo(expected, 12);
  });

  it('ranks rare terms above common ones, short texts above long ones', () => {
    const index = new WordIndex();
    index.add(0, ['common', 'filler', 'filler']);
    index.add(1, ['common', 'rare', 'filler']);
    index.add(2, ['common']);
    expect(index.search(['common', 'rare'], all).map(({ slot }) => slot)).toEqual([1, 2, 0]);
    expect(index.idf('nowhere')).toBeGreaterThan(index.idf('rare'));
    expect(index.idf('rare')).toBeGreaterThan(index.idf('common'));
  });

  it('considers accepted slots only, and keeps the best', () => {
    const index = new WordIndex();
    for (let slot = 0; slot < 10; slot++) index.add(slot, ['word', ...Array<string>(slot).fill('filler')]);
    const odd = index.search(['word'], { limit: 2, accept: (slot) => slot % 2 === 1 });
    expect(odd.map(({ slot }) => slot)).toEqual([1, 3]);
  });

  it('finds nothing in nothing', () => {
    const index = new WordIndex();
    expect(index.search(['word'], all)).toEqual([]);
    index.add(0, []);
    expect(index.search(['word'], all)).toEqual([]);
    expect(index.search([], all)).toEqual([]);
    index.remove(7);
    expect(index.size).toBe(1);
  });

  it('refuses slots past the last', () => {
    expect(() => new WordIndex().add(largestSlot + 1, ['word'])).toThrow(RangeError);
  });

  it('is after adding and removing what building it anew gives', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const texts = fc.array(fc.tuple(fc.array(word, { maxLength: 8 }), fc.boolean()), { maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.array(word, { minLength: 1, maxLength: 3 }), (drawn, terms) => {
        const changed = new WordIndex();
        const rebuilt = new WordIndex();
        drawn.forEach(([words], slot) => {
          changed.add(slot, words);
        });
        drawn.forEach(([words, kept], slot) => {
          if (kept) rebuilt.add(slot, words);
          else changed.remove(slot);
        });
        expect(changed.size).toBe(rebuilt.size);
        expect(changed.search(terms, all)).toEqual(rebuilt.search(terms, all));
        for (const term of terms) expect(changed.idf(term)).toBe(rebuilt.idf(term));
      }),
    );
  });

  it('finds exactly the texts that hold a term', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.array(fc.array(word, { maxLength: 5 })), fc.array(word), (texts, terms) => {
        const index = new WordIndex();
        texts.forEach((words, slot) => {
          index.add(slot, words);
        });
        const found = index.search(terms, all).map(({ slot }) => slot);
        const holding = texts.flatMap((words, slot) =>
          words.some((each) => terms.includes(each)) ? [slot] : [],
        );
        expect(found.sort((a, b) => a - b)).toEqual(holding);
      }),
    );
  });
});
