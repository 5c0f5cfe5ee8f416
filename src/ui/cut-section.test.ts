import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutSection, type SectionMarks } from './cut-section.ts';

const bare: SectionMarks = { headings: [], passage: null, sentence: null, found: [] };
const text = 'Repairs\n\nThe landlord pays. The tenant pays for small repairs.';
const rangeOf = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });

describe('cutSection', () => {
  test('headings stand apart, and marks lie over each other', () => {
    const runs = cutSection(
      text,
      { start: 0, end: text.length },
      {
        headings: [{ level: 2, ...rangeOf('Repairs') }],
        passage: { start: 0, end: text.length },
        sentence: rangeOf('The tenant pays for small repairs.'),
        found: [
          { ...rangeOf('Repairs'), isCurrent: false },
          { ...rangeOf('repairs'), isCurrent: true },
        ],
      },
    );
    expect(runs.map(({ heading, pieces }) => [heading?.level ?? null, pieces.map((it) => it.text)])).toEqual([
      [2, ['Repairs']],
      [null, ['\n\nThe landlord pays. ', 'The tenant pays for small ', 'repairs', '.']],
    ]);
    expect(runs[0]?.pieces[0]).toMatchObject({ level: 'passage', found: 'match' });
    expect(runs[1]?.pieces[2]).toMatchObject({ level: 'sentence', found: 'current' });
    expect(runs[1]?.pieces[3]).toMatchObject({ level: 'sentence', found: 'none' });
  });

  test('a heading over the end of a section goes on in the next', () => {
    const headings = [{ level: 1, start: 4, end: 12 }];
    const [first, second] = [
      cutSection(text, { start: 0, end: 8 }, { ...bare, headings }),
      cutSection(text, { start: 8, end: 20 }, { ...bare, headings }),
    ];
    expect(first.map(({ heading }) => heading !== null)).toEqual([false, true]);
    expect(second.map(({ heading }) => heading !== null)).toEqual([true, false]);
  });

  test('the pieces joined are the text, whatever is marked', () => {
    const range = fc
      .tuple(fc.nat(80), fc.nat(80))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    const ordered = fc.uniqueArray(fc.nat(80), { maxLength: 12 }).map((edges) => {
      const sorted = edges.toSorted((a, b) => a - b);
      return sorted.flatMap((start, index) => {
        const end = sorted[index + 1];
        return index % 2 === 0 && end !== undefined ? [{ start, end }] : [];
      });
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), range, range, range, ordered, ordered, (...drawn) => {
        const [source, section, passage, sentence, headings, found] = drawn;
        const runs = cutSection(source, section, {
          headings: headings.map((it) => ({ ...it, level: 1 })),
          passage,
          sentence,
          found: found.map((it) => ({ ...it, isCurrent: false })),
        });
        const pieces = runs.flatMap((it) => it.pieces);
        expect(pieces.map((it) => it.text).join('')).toBe(source.slice(section.start, section.end));
      }),
    );
  });
});
