import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';
import { extractCsv } from './extract-csv.ts';
import { splitPassages } from './split-passages.ts';

async function read(text: string) {
  const result = await extractCsv(text);
  if (!result.ok) throw new Error(result.problem.message);
  return result.document;
}

it.each([
  ['commas', 'City,Price\nBern,4\nUlm,2\n', 'City, Price\nBern, 4\nUlm, 2'],
  ['semicolons, and commas in numbers', 'City;Price\nBern;4,5\nUlm;2,5', 'City; Price\nBern; 4,5\nUlm; 2,5'],
  ['tabs', 'City\tPrice\nBern\t4', 'City | Price\nBern | 4'],
  ['what Excel says', 'sep=;\nA;B\n1,1;2,2', 'A; B\n1,1; 2,2'],
  ['quotes', 'A,B\n"x, ""y""","two\nlines"', 'A, B\n"x, ""y""", two lines'],
  ['a quote that is never closed', 'A,B\n"x,1\ny,2', 'A, B\n"""x", 1\ny, 2'],
])('reads rows parted by %s', async (_, text, expected) => {
  expect((await read(text)).text).toBe(expected);
});

it('keeps a title above the header, and empty cells', async () => {
  const { text, blocks } = await read('Squares,,\n,,\n,Number,Square\n,1,1\n,2,4\n');
  expect(text).toBe('Squares, ,\n, ,\n\n, Number, Square\n, 1, 1\n, 2, 4');
  expect(blocks).toHaveLength(2);
});

describe('in passages', () => {
  const names = ['Name', 'Street and number', 'City', 'Balance'];
  const row = (at: number) => [`Person ${at}`, `Long Street ${at}`, 'Bern', `${at * 7}`];
  const csv = (header: string[], count: number) =>
    [header, ...Array.from({ length: count }, (_, at) => row(at))].map((cells) => cells.join(',')).join('\n');

  it('every one starts with the header row and has whole rows', async () => {
    const passages = splitPassages(await read(csv(names, 200)));
    expect(passages.length).toBeGreaterThan(10);
    for (const { text } of passages) {
      const [header, ...rows] = text.split('\n');
      expect(header).toBe('Name, Street and number, City, Balance');
      for (const line of rows) expect(line).toMatch(/^Person (\d+), Long Street \1, Bern, \d+$/);
    }
    expect(
      passages
        .map(({ text }) => text)
        .join('\n')
        .match(/Person \d+,/g),
    ).toHaveLength(200);
  });

  it('a row too wide for one is told cell by cell, named by its first cell', async () => {
    const header = Array.from({ length: 60 }, (_, at) => `Question number ${at}`);
    const cells = Array.from({ length: 60 }, (_, at) => `answer ${at}`);
    const passages = splitPassages(await read(`${header.join(',')}\n${cells.join(',')}`));
    const body = passages.filter(({ text }) => text.includes('answer'));
    expect(body.length).toBeGreaterThan(2);
    for (const { text } of body) expect(text.startsWith('Question number 0: answer 0\n')).toBe(true);
    expect(body.map(({ text }) => text).join('\n')).toContain('Question number 59: answer 59');
  });

  it('numbers without names above them have no header', async () => {
    const { text } = await read(Array.from({ length: 300 }, (_, at) => `${at},${at * at}`).join('\n'));
    expect(text.match(/^0, 0$/gm)).toHaveLength(1);
  });
});

it('every value is in the text, in order, whatever the file', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('a,b', '"', 'x\ny', '1.5', 'Name', ''),
  );
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
  const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const clean = rows.map((row) => row.map((value) => cleanText(value)));
      const csv = clean.map((row) => row.map(quote).join(',')).join('\n');
      const result = await extractCsv(csv);
      if (!result.ok) return;
      // Values may be quoted in the text, and a header comes again.
      const plain = result.document.text.replaceAll('"', '').replace(/\s/g, '');
      let at = 0;
      for (const value of clean.flat()) {
        const found = plain.indexOf(value.replaceAll('"', '').replace(/\s/g, ''), at);
        expect(found).toBeGreaterThanOrEqual(at);
        at = found;
      }
    }),
    { numRuns: 200 },
  );
});
