import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMatches } from './find-matches.ts';
import { type FoldedText, foldQuery, foldText } from './fold-text.ts';

function fold(text: string): FoldedText {
  const folding = foldText(text);
  for (;;) {
    const turn = folding.next();
    if (turn.done) return turn.value;
  }
}

function found(text: string, query: string): string[] {
  const matches = findMatches(fold(text), query);
  return Array.from({ length: matches.count }, (_, index) => {
    const range = matches.range(index);
    return range ? text.slice(range.start, range.end) : '';
  });
}

describe('what is found', () => {
  test.each([
    [
      'Café, cafe\u0301 and CAFE',
      'cafe',
      ['Café', 'cafe\u0301', 'CAFE'],
      'with and without accents, composed or not',
    ],
    ['Straße, STRASSE', 'strasse', ['Straße', 'STRASSE'], 'a letter that stands for two'],
    ['a ﬁne oﬀice', 'fine', ['ﬁne'], 'ligatures'],
    ['ΟΔΟΣ, οδός', 'οδος', ['ΟΔΟΣ', 'οδός'], 'Greek, with its two sigmas'],
    ['İstanbul ISTANBUL', 'istanbul', ['İstanbul', 'ISTANBUL'], 'a dotted capital'],
    ['the rent\n  is due', 'rent is', ['rent\n  is'], 'words over the end of a line'],
    ['don’t “stop” 3–4', `don't "stop" 3-4`, ['don’t “stop” 3–4'], 'typographic marks'],
    ['co\u00adoperate', 'cooperate', ['co\u00adoperate'], 'over a soft hyphen'],
    ['か が', 'か', ['か'], 'kana whose mark makes another letter'],
    ['की का', 'का', ['का'], 'vowel signs that are letters'],
    ['𝒳 and 👩‍🚀 x', 'x', ['𝒳', 'x'], 'letters beyond the first plane'],
    ['aaaa', 'aa', ['aa', 'aa'], 'no match twice'],
    ['ß', 's', ['ß'], 'a character once'],
    ['nothing', '   ', [], 'nothing for blanks'],
  ])('%j, %j', (text, query, expected) => {
    expect(found(text, query)).toEqual(expected);
  });

  test('is what reads the same, in order and without overlap, whatever the text', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'abßéE\u0301 ﬁ\nσς𝒳İ😀'), maxLength: 60 });
    const queries = fc.string({ unit: fc.constantFrom(...'abseßfiσx '), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(texts, queries, (text, query) => {
        const matches = findMatches(fold(text), query);
        let end = 0;
        for (let index = 0; index < matches.count; index++) {
          const range = matches.range(index);
          if (!range) throw new Error('A match is missing.');
          expect(range.start).toBeGreaterThanOrEqual(end);
          expect(range.end).toBeGreaterThan(range.start);
          // Whole characters only, so that folding the slice alone holds the query.
          expect(fold(text.slice(range.start, range.end)).text).toContain(foldQuery(query));
          expect(matches.firstAfter(range.start)).toBe(index);
          end = range.end;
        }
        expect(matches.firstAfter(text.length)).toBe(matches.count);
        expect(matches.count > 0).toBe(foldQuery(query) !== '' && fold(text).text.includes(foldQuery(query)));
      }),
      { numRuns: 500 },
    );
  });

  test('a text is folded in turns, and a match across two of them is found', () => {
    const text = `${'x'.repeat(19_998)}Zürich${'y'.repeat(60_000)}`;
    const folding = foldText(text);
    let turns = 0;
    while (!folding.next().done) turns++;
    expect(turns).toBeGreaterThan(2);
    expect(found(text, 'zurich')).toEqual(['Zürich']);
  });
});
