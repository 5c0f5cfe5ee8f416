import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractCsv } from '../documents/extract-csv.ts';
import { splitPassages } from '../documents/split-passages.ts';
import { tableRows } from './table-rows.ts';

const rows = (text: string) =>
  tableRows(text).map((table) => table.rows.map(({ start, end }) => text.slice(start, end)));

describe('finds the rows of', () => {
  it.each([
    ['a workbook', 'City | People | Since\nBerlin | 3,677,472 | 1237\nBonn |  | 1984'],
    ['Markdown', '| City | Since |\n|------|-------|\n| Bonn | 1984 |'],
    ['a file of values', 'Name, Price, Note\nBolt, 3, "long, thin"\nNut, 1,'],
    ['a file of two columns', 'Name; Price\nBolt; 3\nNut; 1\nScrew; 2'],
    ['ids in small letters', 'name, price, note\nbolt, 3, x\nnut, 1, y'],
    ['a PDF', 'Brake disc  40 Nm\nStem\t5 Nm'],
  ])('%s', (_, text) => expect(rows(text)).toEqual([text.split('\n')]));

  it('each table between other text', () => {
    const table = 'Bolt | 3\nNut | 1';
    expect(rows(`One, two,\nthree.\n\n${table}\n\nAnd\nso on.\n\n  ${table}\n`)).toEqual([
      table.split('\n'),
      table.split('\n'),
    ]);
  });
});

it.each([
  [',', 'file of values'],
  [';', 'file of values'],
  ['|', 'page'],
])('finds every row of every group as parted by %j in a %s', async (separator) => {
  const row = (cells: readonly (string | number)[]) => cells.join(separator);
  const names = row(['City', 'People', 'Known for']);
  const lines = Array.from({ length: 90 }, (_, at) => row([`City ${at}`, at * 1000, at % 3 ? 'wine' : '']));
  const read = await extractCsv([names, ...lines].join('\n'));
  if (!read.ok) throw new Error(read.problem.message);
  const passages = splitPassages(read.document);
  expect(passages.length).toBeGreaterThan(2);
  const found = passages.map(({ text }) => ({ tables: tableRows(text), lines: text.split('\n') }));
  for (const { tables, lines } of found) {
    expect(tables).toMatchObject([{ hasHeader: true, rows: { length: lines.length } }]);
    expect(lines[0]).toMatch(/^City\W+People\W+Known for$/);
  }
});

it.each([
  'The cat, which sat,\nwas old, and grey,\nand slept, mostly, all day.',
  'First came Ada, who wrote.\nThen Charles, who built.\nThen George, who sold it.',
  'Bolt, 3\nNut, 1',
  'Bolt, 3, x\nNut, 1, x',
  'Berlin, Bonn, and\nCologne are cities, as\nare Mainz, and Trier.',
  'One | two',
  'def f(a, b):\n  return a, b',
])('takes %j for no table', (text) => expect(tableRows(text)).toEqual([]));

it('tells a row of names above figures from one like the others', () => {
  const hasHeader = (text: string) => tableRows(text)[0]?.hasHeader;
  expect(hasHeader('City | Since\nBonn | 1984\nMainz | 1946')).toBe(true);
  expect(hasHeader('| City | Since |\n|------|-------|\n| Bonn | 1984 |')).toBe(true);
  expect(hasHeader('Bonn | 1984\nMainz | 1946')).toBe(false);
  expect(hasHeader('Name | Role\nAda | Engineer')).toBe(false);
});

it('gives rows in order, one line each, of any text', () => {
  const piece = fc.constantFrom('a', 'B, ', ' | ', '\n', '\n\n', '1', '; ', '\t', '  ', '"', '.');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      let at = 0;
      for (const { start, end } of tableRows(text).flatMap((table) => table.rows)) {
        expect(start).toBeGreaterThanOrEqual(at);
        const row = text.slice(start, end);
        expect(row).toBe(row.trim());
        expect(row).toMatch(/^[^\n]+$/);
        at = end;
      }
    }),
  );
});

it('reads a line of any length once', () => {
  const long = 'lighthouse '.repeat(50_000);
  const started = performance.now();
  expect(tableRows(long)).toEqual([]);
  expect(tableRows(`${long}\n\n${long}`)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(1000);
});
