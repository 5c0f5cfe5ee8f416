import { describe, expect, it } from 'vitest';
import { extractXlsx } from './extract-xlsx.ts';
import { splitPassages } from './split-passages.ts';
import { writeXlsx } from './write-xlsx.fixture.ts';
import { kindOfCode, showNumber } from './xlsx-formats.ts';

async function read(...args: Parameters<typeof writeXlsx>) {
  const result = await extractXlsx(writeXlsx(...args));
  if (!result.ok) throw new Error(result.problem.message);
  return result.document;
}

const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const number = (value: number | string, style = 0) => `<c s="${style}"><v>${value}</v></c>`;
const row = (...cells: string[]) => `<row>${cells.join('')}</row>`;
const data = (...rows: string[]) => `<sheetData>${rows.join('')}</sheetData>`;

it('reads shared, inline, calculated and true values, sheet by sheet', async () => {
  const strings = '<si><r><t>Na</t></r><r><t xml:space="preserve">me </t></r><rPh><t>read</t></rPh></si>';
  const cells = data(
    row('<c t="s"><v>0</v></c>', inline('Paid')),
    row('<c t="str"><f>A1&amp;B1</f><v>Ann</v></c>', '<c t="b"><v>1</v></c>'),
    row('<c t="e"><v>#N/A</v></c>', number(0.30000000000000004)),
  );
  const { text, blocks } = await read(
    { People: cells, Empty: data(), Rest: data(row(inline('x'))) },
    { strings },
  );
  expect(text).toBe('People\n\nName | Paid\nAnn | TRUE\n#N/A | 0.3\n\nRest\n\nx');
  expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'table', 'heading', 'table']);
});

it('shows dates and percentages by their style', async () => {
  const styles = `<numFmts><numFmt numFmtId="170" formatCode="&quot;day&quot; dd/mm/yyyy hh:mm"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="10"/></cellXfs>`;
  const cells = data(row(number(45_352), number(45_352, 1), number(45_352.75, 2), number(0.125, 3)));
  expect((await read({ S: cells }, { styles })).text).toBe(
    'S\n\n45352 | 2024-03-01 | 2024-03-01 18:00 | 12.5%',
  );
  const from1904 = '<workbookPr date1904="1"/>';
  expect(
    (await read({ S: data(row(number(0, 1), number(1, 1))) }, { styles, workbook: from1904 })).text,
  ).toContain('1904-01-01 | 1904-01-02');
});

it.each([
  ['yyyy-mm-dd', 'date'],
  ['[$-409]mmm\\-yy;@', 'date'],
  ['h:mm AM/PM', 'time'],
  ['[h]:mm', 'duration'],
  ['#,##0.00 "days"', 'number'],
  ['[Red]0.00', 'number'],
  ['0.0%', 'percent'],
  ['General', 'number'],
])('takes %s for %s', (code, kind) => expect(kindOfCode(code)).toBe(kind));

it.each([
  [1, 'date', '1900-01-01'],
  [59, 'date', '1900-02-28'],
  [60, 'date', '1900-02-29'],
  [61, 'date', '1900-03-01'],
  [0.5, 'time', '12:00'],
  [1.5, 'duration', '36:00'],
  [0.999999999, 'time', '24:00'],
  [45_352.999999999, 'date-time', '2024-03-02'],
  [-3, 'date', '-3'],
  [1e300, 'date', '1e+300'],
] as const)('shows %d as a %s', (value, kind, shown) => expect(showNumber(value, kind, false)).toBe(shown));

describe('tables', () => {
  const header = row(inline('City'), inline('Price'));

  it('have merged cells in each row that they cover, but a title once', async () => {
    const cells = `${data(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c></row>',
      `<row r="2">${inline('Land')}${inline('City')}${inline('Price')}</row>`,
      `<row r="3">${inline('Swiss')}${inline('Bern')}${number(4)}</row>`,
      `<row r="4"><c r="B4" t="inlineStr"><is><t>Thun</t></is></c>${number(2)}</row>`,
    )}<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A3:A4"/></mergeCells>`;
    expect((await read({ S: cells })).text).toBe(
      'S\n\nTitle |  |\n\nLand | City | Price\nSwiss | Bern | 4\nSwiss | Thun | 2',
    );
  });

  it('are parted by blank rows, and go on where the next has no header', async () => {
    const at = (r: number, cells: string) => `<row r="${r}">${cells}</row>`;
    const cells = data(
      at(1, inline('City') + inline('Price')),
      at(2, inline('Bern') + number(4)),
      at(4, inline('Thun') + number(2)),
      at(9, inline('Name') + inline('Age')),
      at(10, inline('Ann') + number(30)),
    );
    const { blocks, text } = await read({ S: cells });
    expect(blocks.slice(1).map(({ start, end }) => text.slice(start, end))).toEqual([
      'City | Price\nBern | 4\nThun | 2',
      'Name | Age\nAnn | 30',
    ]);
  });

  it('have the header and the sheet’s name in every passage', async () => {
    const rows = Array.from({ length: 150 }, (_, at) => row(inline(`City number ${at}`), number(at)));
    const passages = splitPassages(await read({ Prices: data(header, ...rows) }));
    expect(passages.length).toBeGreaterThan(3);
    for (const { text, headingPath } of passages) {
      expect(text).toMatch(/^(?:Prices\n\n)?City \| Price\nCity number /);
      expect(headingPath).toEqual(['Prices']);
    }
  });

  it('are without what is hidden, and the person is told', async () => {
    const cells = `<cols><col min="2" max="2" hidden="1"/></cols>${data(
      row(inline('a'), inline('secret'), inline('b')),
      `<row hidden="1">${inline('secret')}</row>`,
    )}`;
    const { text, problem } = await read({ S: cells, H: data(header) }, { hidden: ['H'] });
    expect(text).toBe('S\n\na | b');
    expect(problem).toMatchObject({ code: 'left-out' });
  });

  it('with a cell in the last column and row take no more room than what they hold', async () => {
    const cells = data(`<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row>`);
    expect((await read({ S: cells })).text).toBe('S\n\n1 | 2');
  });
});

it('is told to be empty or damaged', async () => {
  expect(await extractXlsx(writeXlsx({ S: data() }))).toMatchObject({ problem: { code: 'empty' } });
  await expect(extractXlsx(new Uint8Array(30))).rejects.toMatchObject({ problem: { code: 'unreadable' } });
});
