import { expect, test } from 'vitest';
import type { TextStretch } from '../worker/search-everything-stretch.ts';
import { paletteExcerpt } from './palette-excerpt.ts';
import { withoutMarkup } from './palette-markup.ts';

function stretch(text: string, sentence: string | null, ...words: string[]): TextStretch {
  const rangeOf = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
  const cut = { cutStart: false, cutEnd: false };
  return { text, ...cut, sentence: sentence === null ? null : rangeOf(sentence), words: words.map(rangeOf) };
}

const marked = ({ text, marks }: ReturnType<typeof paletteExcerpt>) =>
  marks.map(({ start, end }) => text.slice(start, end));

test('a short text is shown whole, with its words marked', () => {
  const excerpt = paletteExcerpt(stretch('The grey cat sleeps.', 'The grey cat sleeps.', 'cat', 'sleeps'));
  expect(excerpt.text).toBe('The grey cat sleeps.');
  expect(marked(excerpt)).toEqual(['cat', 'sleeps']);
  expect(excerpt.isNear).toBe(false);
});

test('of a long text the words of the matching sentence are in view, also far behind in it', () => {
  const filler = 'and so it went on '.repeat(20);
  const text = `${filler}. A cat. ${filler}. In this sentence ${filler} the heron stood. ${filler}`;
  const excerpt = paletteExcerpt(
    stretch(text, text.slice(text.indexOf('In this'), text.indexOf('stood.') + 6), 'heron'),
  );
  expect(excerpt.text.length).toBeLessThan(170);
  expect(excerpt.text).toMatch(/^… .* …$/);
  expect(marked(excerpt)).toEqual(['heron']);
});

test('what was found by meaning has its sentence marked', () => {
  const excerpt = paletteExcerpt(
    stretch('It rains. She keeps bees on the roof. It snows.', 'She keeps bees on the roof.'),
  );
  expect(marked(excerpt)).toEqual(['She keeps bees on the roof.']);
  expect(excerpt.isNear).toBe(true);
});

test('a stretch that was cut already says so', () => {
  const cut = { ...stretch('in the middle of it', null), cutStart: true, cutEnd: true };
  expect(paletteExcerpt(cut).text).toBe('… in the middle of it …');
});

test('signs of Markdown and labels go, and marks stay with their words', () => {
  const text = 'By **2 April 2027** at the latest [d1, d2]. Use `notice`.';
  const marks = ['2 April', 'latest', 'notice'].map((word) => ({
    start: text.indexOf(word),
    end: text.indexOf(word) + word.length,
  }));
  const plain = withoutMarkup({ text, marks });
  expect(plain.text).toBe('By 2 April 2027 at the latest. Use notice.');
  expect(marked(plain)).toEqual(['2 April', 'latest', 'notice']);
  expect(withoutMarkup({ text: '2 * 3 * 4, snake_case', marks: [] }).text).toBe('2 * 3 * 4, snake_case');
});
