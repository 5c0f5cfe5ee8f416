import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitWords } from './split-words.ts';

describe('splitWords', () => {
  it('folds case, accents, ligatures and typographic apostrophes', () => {
    expect(splitWords('Café ﬁne ＭＥＭ Ångström')).toEqual(['cafe', 'fine', 'mem', 'angstrom']);
    expect(splitWords("MemGPT’s don't O'Brien's")).toEqual(['memgpt', "don't", "o'brien"]);
    expect(splitWords('hy\u00adphen zero\u200bwidth')).toEqual(['hyphen', 'zerowidth']);
  });

  it('keeps accents that are letters of their own outside Latin', () => {
    expect(splitWords('हिन्दी')).toEqual(['हिन्दी']);
    expect(splitWords('がっこう').join('')).toBe('がっこう');
  });

  it('folds what is written in two ways', () => {
    expect(splitWords('Straße STRASSE ẞ')).toEqual(['strasse', 'strasse', 'ss']);
    expect(splitWords('ΟΔΟΣ οδός')).toEqual(['οδοσ', 'οδοσ']);
    expect(splitWords('שָׁלוֹם שלום')).toEqual(['שלום', 'שלום']);
    expect(splitWords('مُحَمَّد محمد محمـــد')).toEqual(['محمد', 'محمد', 'محمد']);
    expect(splitWords('ﾄﾞｱ ドア')).toEqual(splitWords('ドア ドア'));
    expect(splitWords('Istanbul İSTANBUL')).toEqual(['istanbul', 'istanbul']);
  });

  it('does without what is not seen, and without emoji', () => {
    expect(splitWords('a\u2066b\ufe0f\u{e0061}c 👩‍👩‍👧 ❤️ 🇩🇪')).toEqual(['abc']);
    expect(splitWords('e\u0301\u0301\u0301te')).toEqual(['ete']);
    expect(splitWords('\ud800 a\udc00')).toEqual(['a']);
  });

  it('splits hyphenated words and slashes', () => {
    expect(splitWords('long-term and/or end.Next')).toEqual(['long', 'term', 'and', 'or', 'end', 'next']);
  });

  it('gives a code whole and in pieces', () => {
    expect(splitWords('GPT-4')).toEqual(['gpt-4', 'gpt', '4']);
    expect(splitWords('core_memory_append()')).toEqual(['core_memory_append', 'core', 'memory', 'append']);
    expect(splitWords('a@b.org')).toEqual(['a@b.org', 'a', 'b', 'org']);
    expect(splitWords('2023-05-12.')).toEqual(['2023-05-12', '2023', '05', '12']);
  });

  it('keeps UUIDs and numbers whole', () => {
    const uuid = '550e8400-e29b-41d4-a716-446655440000';
    expect(splitWords(uuid.toUpperCase())).toEqual([uuid]);
    expect(splitWords('3.14 at 10:30, 1,234,567.8 of 1,23')).toEqual([
      '3.14',
      'at',
      '10:30',
      '1234567.8',
      'of',
      '1',
      '23',
    ]);
  });

  it('splits scripts without spaces', () => {
    expect(splitWords('東京都に住む').length).toBeGreaterThan(1);
    expect(splitWords('我们今天去北京').length).toBeGreaterThan(2);
    expect(splitWords('ฉันอยู่ที่กรุงเทพ').length).toBeGreaterThan(2);
    expect(splitWords('東京 Tower').at(-1)).toBe('tower');
  });

  it('splits endless runs of such a script in little time', () => {
    const started = performance.now();
    expect(splitWords('東'.repeat(40_000)).join('')).toBe('東'.repeat(40_000));
    expect(splitWords('😀𠮷'.repeat(1000)).join('')).toBe('𠮷'.repeat(1000));
    // Some 5 s as one run.
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('does not keep endless runs', () => {
    const run = Array.from({ length: 40 }, (_, index) => `a${index}`).join('-');
    expect(splitWords(run)).toHaveLength(40);
  });

  it('gives words without space or capitals, and the same for upper case, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const word of splitWords(text)) {
          expect(word).not.toMatch(/\s|^$/);
          expect(word).toBe(word.toLowerCase());
        }
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(splitWords(text.toUpperCase())).toEqual(splitWords(text));
      }),
    );
  });
});
