import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerptAround } from './excerpt-around.ts';
import { markRanges } from './mark-ranges.ts';
import { readerSections, sectionAt } from './reader-sections.ts';
import { textChange } from './text-change.ts';

const range = (length: number) =>
  fc
    .tuple(fc.integer({ min: -5, max: length + 5 }), fc.integer({ min: -5, max: length + 5 }))
    .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

describe('markRanges', () => {
  test('the sentence lies over its passage', () => {
    expect(markRanges('before passage after', { start: 7, end: 20 }, { start: 7, end: 14 })).toEqual([
      { text: 'before ', level: 'none' },
      { text: 'passage', level: 'strong' },
      { text: ' after', level: 'soft' },
    ]);
  });

  test('segments joined are the text, whatever the ranges', () => {
    fc.assert(
      fc.property(fc.string(), range(20), range(20), (text, soft, strong) => {
        expect(
          markRanges(text, soft, strong)
            .map((it) => it.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('excerptAround', () => {
  const text = `${'word '.repeat(200)}The sentence that matters. ${'more '.repeat(200)}`;
  const start = text.indexOf('The sentence');
  const sentence = { start, end: start + 'The sentence that matters.'.length };

  test('holds the sentence, cut at words', () => {
    const excerpt = excerptAround(text, sentence, 120);
    const marked = excerpt.range && excerpt.text.slice(excerpt.range.start, excerpt.range.end);
    expect(marked).toBe('The sentence that matters.');
    expect(excerpt.text).toMatch(/^word /);
    expect(excerpt.text).toMatch(/more$/);
    expect(excerpt).toMatchObject({ cutStart: true, cutEnd: true });
  });

  test('leaves a short text whole', () => {
    expect(excerptAround('short', { start: 0, end: 5 }, 120)).toEqual({
      text: 'short',
      range: { start: 0, end: 5 },
      cutStart: false,
      cutEnd: false,
    });
  });

  test('is a part of the text with the mark inside it, and cuts no character in two', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 400 });
    const positions = fc.tuple(fc.nat(400), fc.nat(400));
    fc.assert(
      fc.property(texts, positions, fc.integer({ min: 20, max: 200 }), (source, [a, b], length) => {
        const whole = { start: Math.min(a, b, source.length), end: Math.min(Math.max(a, b), source.length) };
        const excerpt = excerptAround(source, whole, length);
        expect(source).toContain(excerpt.text);
        expect(excerpt.range?.start).toBeGreaterThanOrEqual(0);
        expect(excerpt.range?.end).toBeLessThanOrEqual(excerpt.text.length);
        if (source.isWellFormed()) expect(excerpt.text.isWellFormed()).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('readerSections', () => {
  test('are the document pages where there are some', () => {
    const pages = [
      { number: 1, start: 0, end: 3 },
      { number: 2, start: 3, end: 6 },
    ];
    const sections = readerSections({ text: 'abcdef', pages });
    expect(sections.map((it) => it.page)).toEqual([1, 2]);
    expect(sectionAt(sections, 4)).toBe(1);
  });

  test('cover a text without pages, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3000 }), { maxLength: 12 }), (paragraphs) => {
        const text = paragraphs.join('\n\n');
        const sections = readerSections({ text, pages: null });
        expect(sections.map((it) => text.slice(it.start, it.end)).join('')).toBe(text);
      }),
    );
  });
});

describe('textChange', () => {
  test('what was added', () => {
    expect(textChange('Name: Ottilie.', 'Name: Ottilie.\nKeeps bees.')).toEqual({
      start: 'Name: Ottilie.',
      removed: '',
      added: '\nKeeps bees.',
      end: '',
    });
  });

  test('what was replaced, with what surrounds it', () => {
    expect(textChange('Has two cars and a garage.', 'Has one bicycle and a garage.')).toEqual({
      start: 'Has ',
      removed: 'two cars',
      added: 'one bicycle',
      end: ' and a garage.',
    });
  });
});
