import { expect, test } from 'vitest';
import { outlineEntries } from './reader-outline-entries.ts';

const text = '# Lease\n\n## *Rent* and [costs](x)\n\nPay.\n\n#### Small repairs\n\nDone.';
const heading = (words: string, level: number) => {
  const start = text.indexOf(words);
  return { level, start, end: start + words.length };
};
const headings = [
  heading('# Lease', 1),
  heading('## *Rent* and [costs](x)', 2),
  heading('#### Small repairs', 4),
];

test('titles are readable, and a skipped level is no step', () => {
  const entries = outlineEntries({ text, pages: null, headings }, 'markdown');
  expect(entries.map(({ title, depth }) => [title, depth])).toEqual([
    ['Lease', 0],
    ['Rent and costs', 1],
    ['Small repairs', 2],
  ]);
});

test('an entry names the page on which its heading stands', () => {
  const second = headings[2]?.start ?? 0;
  const pages = [
    { number: 1, start: 0, end: second },
    { number: 2, start: second, end: text.length },
  ];
  const entries = outlineEntries({ text, pages, headings }, 'pdf');
  expect(entries.map(({ page }) => page)).toEqual([1, 1, 2]);
});

test('there is no outline of two headings, nor where none were kept', () => {
  expect(outlineEntries({ text, pages: null, headings: headings.slice(0, 2) }, 'pdf')).toEqual([]);
  expect(outlineEntries({ text, pages: null }, 'pdf')).toEqual([]);
});

test('a heading that goes on for long is cut, with no half of a character', () => {
  const long = `${'a'.repeat(118)}😀${'b'.repeat(80)}`;
  const long3 = [0, 1, 2].map((start) => ({ level: 1, start, end: long.length }));
  const [entry] = outlineEntries({ text: long, pages: null, headings: long3 }, 'text');
  expect(entry?.title).toBe(`${'a'.repeat(118)}…`);
});
