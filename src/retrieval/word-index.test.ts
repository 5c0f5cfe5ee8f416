import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeWordSegments } from './merge-word-segments.ts';
import type { Phrase, WordQuery } from './read-query.ts';
import { SlotSet } from './slot-set.ts';
import { WordIndex } from './word-index.ts';

const all = { limit: 1000 };
const none: WordQuery = { terms: [], phrases: [], without: [] };
const asTerms = (...words: string[]): WordQuery => ({ ...none, terms: words.map((word) => [word]) });
const slots = (ranked: readonly { readonly slot: number }[]) => ranked.map(({ slot }) => slot);

function indexOf(...texts: string[]): WordIndex {
  const index = new WordIndex();
  for (const text of texts) index.add(text.split(' '));
  return index;
}

describe('WordIndex', () => {
  it('scores by BM25', () => {
    const index = indexOf('apple apple pear', 'pear');
    const [hit] = index.search(asTerms('apple'), all);
    const idf = Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5));
    const expected = (idf * 2 * 1.9) / (2 + 0.9 * (0.6 + (0.4 * 3) / 2));
    expect(hit?.slot).toBe(0);
    expect(hit?.score).toBeCloseTo(expected, 12);
  });

  it('ranks rare terms above common ones, short texts above long ones', () => {
    const index = indexOf('common filler filler', 'common rare filler', 'common');
    expect(slots(index.search(asTerms('common', 'rare'), all))).toEqual([1, 2, 0]);
    expect(index.idf(['nowhere'])).toBeGreaterThan(index.idf(['rare']));
    expect(index.idf(['rare'])).toBeGreaterThan(index.idf(['common']));
  });

  it('tells what each term gains a text', () => {
    const index = indexOf('pear', 'apple apple pear', 'fig');
    const [apple, fig, pear] = index.termScores([['apple'], ['fig'], ['pear', 'quince']])(1);
    const [hit] = index.search(asTerms('apple', 'fig', 'pear'), all);
    expect(fig).toBe(0);
    expect(apple).toBeGreaterThan(pear ?? Number.NaN);
    expect((apple ?? 0) + (pear ?? 0)).toBeCloseTo(hit?.score ?? 0, 12);
    expect(index.termScores([])(1)).toEqual([]);
  });

  it('takes all forms of a term for one', () => {
    const index = indexOf('haus x', 'hauser x', 'haus hauser', 'x x');
    const found = index.search({ ...none, terms: [['hauser', 'haus']] }, all);
    expect(slots(found)).toEqual([2, 1, 0]);
    expect(found[1]?.score).toBe(found[2]?.score);
    expect(index.idf(['hauser', 'haus'])).toBe(indexOf('a', 'a', 'a', 'x').idf(['a']));
  });

  it('considers accepted slots only, and keeps the best', () => {
    const index = indexOf(...Array.from({ length: 10 }, (_, fill) => `word${' filler'.repeat(fill)}`));
    const odd = index.search(asTerms('word'), { limit: 2, accept: (slot) => slot % 2 === 1 });
    expect(slots(odd)).toEqual([1, 3]);
  });

  it('finds nothing in nothing', () => {
    const index = new WordIndex();
    expect(index.search(asTerms('word'), all)).toEqual([]);
    expect(index.segments()).toEqual([]);
    expect(index.add([])).toBe(0);
    expect(index.search(asTerms('word'), all)).toEqual([]);
    expect(index.search(none, all)).toEqual([]);
    for (const slot of [7, 0, 0]) index.remove(slot);
    expect(index.size).toBe(0);
    expect(index.search({ ...none, phrases: [[['word']]] }, all)).toEqual([]);
  });

  it('finds words that follow each other, in any of their forms', () => {
    const index = indexOf('red lantern', 'lantern red', 'red red lanterns', 'red old lantern', 'lantern');
    const phrase: Phrase = [['red'], ['lantern', 'lanterns']];
    const terms = [['lantern', 'lanterns']];
    expect(slots(index.search({ ...none, terms, phrases: [phrase] }, all)).sort()).toEqual([0, 2]);
    expect(slots(index.search({ ...none, terms, without: [phrase] }, all)).sort()).toEqual([1, 3, 4]);
    expect(slots(index.search({ ...none, terms, phrases: [[['blue'], ['lantern']]] }, all))).toEqual([]);
  });

  it('does not find a phrase across two texts', () => {
    const index = indexOf('old red', 'lantern light');
    expect(index.search({ ...asTerms('red'), phrases: [[['red'], ['lantern']]] }, all)).toEqual([]);
  });

  it('counts a word as often as it comes, up to 255 times', () => {
    const [often, always] = [255, 5000].map((count) => {
      const index = indexOf('other');
      index.add([...Array<string>(count).fill('word'), ...Array<string>(5000 - count).fill('filler')]);
      return index.search(asTerms('word'), all)[0]?.score;
    });
    expect(often).toBe(always);
  });

  it('remembers what a term tells only while it is true', () => {
    const index = indexOf('a', 'b');
    const before = index.idf(['a']);
    index.add(['a']);
    expect(index.idf(['a'])).toBeLessThan(before);
    index.remove(2);
    expect(index.idf(['a'])).toBe(before);
  });

  it('is sound after a filter that failed', () => {
    const index = indexOf('violin', 'violin concert');
    const before = index.search(asTerms('violin'), all);
    const accept = () => {
      throw new Error('lost');
    };
    expect(() => index.search(asTerms('violin'), { limit: 1, accept })).toThrow('lost');
    expect(index.search(asTerms('violin'), all)).toEqual(before);
  });

  it('refuses a damaged segment, and stays as it was', () => {
    const index = indexOf('violin concert');
    const [{ segment } = { segment: null }] = indexOf('a b', 'c').segments();
    if (segment === null) throw new Error('Nothing was packed.');
    const cut = { ...segment, postings: segment.postings.subarray(1) };
    expect(() => index.addSegment(cut)).toThrow('A word segment is damaged: its postings do not add up.');
    expect(index.size).toBe(1);
    expect(slots(index.search(asTerms('violin', 'a'), all))).toEqual([0]);
    expect(index.addSegment(segment)).toBe(1);
    expect(index.add(['violin'])).toBe(3);
    expect(slots(index.search(asTerms('violin', 'c'), all))).toEqual([2, 3, 0]);
  });

  it('packs by itself what was added, and goes on', () => {
    const texts = Array.from({ length: 20_000 }, (_, slot) => [`w${slot % 7}`, `own${slot}`]);
    const index = new WordIndex();
    for (const words of texts) index.add(words);
    for (const slot of [0, 16_383, 16_384, 19_999]) {
      expect(slots(index.search(asTerms(`own${slot}`), all))).toEqual([slot]);
    }
    const holding = texts.flatMap((words, slot) => (words.includes('w3') ? [slot] : []));
    expect(slots(index.search(asTerms('w3'), { limit: 20_000 })).sort((a, b) => a - b)).toEqual(holding);
  });
});

/*
 * The model: every text as its words, everything compared. The index is put through additions, removals,
 * packing, storing and loading, and compaction in any order.
 */

const word = fc.constantFrom('a', 'b', 'c', 'd', 'é', '東', '😀');
const text = fc.array(word, { maxLength: 8 });
const term = fc.uniqueArray(word, { minLength: 1, maxLength: 2 });
const query = fc.record({
  terms: fc.array(term, { maxLength: 3 }),
  phrases: fc.array(fc.array(term, { minLength: 1, maxLength: 3 }), { maxLength: 1 }),
  without: fc.array(fc.array(term, { minLength: 1, maxLength: 2 }), { maxLength: 1 }),
});
const change = fc.oneof(
  { weight: 6, arbitrary: fc.record({ add: text }) },
  { weight: 2, arbitrary: fc.record({ load: fc.array(text, { maxLength: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ remove: fc.nat() }) },
  { weight: 1, arbitrary: fc.constantFrom('pack', 'restart', 'compact') },
);
type Change = typeof change extends fc.Arbitrary<infer Each> ? Each : never;

it('is after any changes what comparing every text gives', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), query, (changes, asked) => {
      const { index, texts } = applyAll(changes);
      expect(index.size).toBe(texts.size);
      for (const each of asked.terms) expect(index.idf(each)).toBeCloseTo(modelIdf(texts, each), 12);
      const found = index.search(asked, all);
      const wanted = modelSearch(texts, asked);
      expect(found.map(({ slot, score }) => [slot, score])).toEqual(
        wanted.map(([slot, score]) => [slot, expect.closeTo(score, 10)]),
      );
      const scores = new Map(modelSearch(texts, { ...asked, phrases: [], without: [] }));
      const termScores = index.termScores(asked.terms);
      for (const slot of texts.keys()) {
        const score = termScores(slot).reduce((sum, gained) => sum + gained, 0);
        expect(score).toBeCloseTo(scores.get(slot) ?? 0, 10);
      }
    }),
    { numRuns: 300 },
  );
});

function applyAll(changes: readonly Change[]): { index: WordIndex; texts: Map<number, string[]> } {
  let index = new WordIndex();
  let texts = new Map<number, string[]>();
  for (const each of changes) {
    if (each === 'pack') index.segments();
    else if (typeof each === 'string') ({ index, texts } = restarted(index, texts, each === 'compact'));
    else if ('add' in each) texts.set(index.add(each.add), each.add);
    else if ('load' in each) {
      const [packed] = indexOfWords(each.load).segments();
      if (packed === undefined) continue;
      const first = index.addSegment(packed.segment);
      each.load.forEach((words, place) => {
        texts.set(first + place, words);
      });
    } else {
      const slot = [...texts.keys()][each.remove % Math.max(1, texts.size)] ?? 0;
      index.remove(slot);
      texts.delete(slot);
    }
  }
  return { index, texts };
}

/** As another session would have it: from stored bytes, and from one segment without the removed when compacted. */
function restarted(index: WordIndex, texts: Map<number, string[]>, isCompacted: boolean) {
  const stored = structuredClone(index.segments()).map(({ first, segment }) => {
    const removed = new SlotSet();
    segment.wordEnds.forEach((_end, place) => {
      if (!texts.has(first + place)) removed.add(place);
    });
    return { first, segment, removed };
  });
  const next = new WordIndex();
  if (isCompacted) {
    next.addSegment(mergeWordSegments(stored));
    const kept = [...texts.values()].map((words, slot) => [slot, words] as const);
    return { index: next, texts: new Map(kept) };
  }
  for (const { first, segment, removed } of stored) {
    expect(next.addSegment(segment)).toBe(first);
    segment.wordEnds.forEach((_end, place) => {
      if (removed.has(place)) next.remove(first + place);
    });
  }
  return { index: next, texts };
}

function indexOfWords(texts: readonly string[][]): WordIndex {
  const index = new WordIndex();
  for (const words of texts) index.add(words);
  return index;
}

type Texts = ReadonlyMap<number, readonly string[]>;

function countIn(words: readonly string[], forms: readonly string[]): number {
  return words.filter((each) => forms.includes(each)).length;
}

function modelIdf(texts: Texts, forms: readonly string[]): number {
  const holding = [...texts.values()].filter((words) => countIn(words, forms) > 0).length;
  return Math.log(1 + (texts.size - holding + 0.5) / (holding + 0.5));
}

function modelSearch(texts: Texts, { terms, phrases, without }: WordQuery): [number, number][] {
  const average = [...texts.values()].reduce((sum, { length }) => sum + length, 0) / texts.size;
  const found: [number, number][] = [];
  for (const [slot, words] of texts) {
    const counts = terms
      .map((forms) => [forms, countIn(words, forms)] as const)
      .filter(([, count]) => count > 0);
    const fits =
      phrases.every((phrase) => holds(words, phrase)) && !without.some((phrase) => holds(words, phrase));
    if (counts.length === 0 || !fits) continue;
    const score = counts.reduce((sum, [forms, count]) => {
      const evened = 0.6 + (0.4 * words.length) / average;
      return sum + (modelIdf(texts, forms) * count * 1.9) / (count + 0.9 * evened);
    }, 0);
    found.push([slot, score]);
  }
  // Sums of the same parts may differ in their last bits.
  return found.sort((a, b) => (Math.abs(b[1] - a[1]) > 1e-12 ? b[1] - a[1] : b[0] - a[0]));
}

function holds(words: readonly string[], phrase: Phrase): boolean {
  return words.some((_word, start) =>
    phrase.every((forms, offset) => forms.includes(words[start + offset] ?? '')),
  );
}
