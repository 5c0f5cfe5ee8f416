import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockWriter } from './block-writer.ts';
import { cleanText } from './clean-text.ts';
import { extractCode } from './extract-code.ts';
import { extractCsv } from './extract-csv.ts';
import { extractDocx } from './extract-docx.ts';
import { extractHtml } from './extract-html.ts';
import { extractJson } from './extract-json.ts';
import { extractXlsx } from './extract-xlsx.ts';
import type { ExtractedDocument, Extraction } from './extracted-document.ts';
import { splitPassages } from './split-passages.ts';
import { p, writeDocx } from './write-docx.fixture.ts';
import { writeTable } from './write-table.ts';
import { writeXlsx } from './write-xlsx.fixture.ts';

/* What holds of passages for every format, whatever a file holds. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const countUnits = (text: string) => text.replace(/\s/g, '').length / 4;

function expectBlocksToCover({ text, blocks }: ExtractedDocument): void {
  let at = 0;
  for (const { start, end } of blocks) {
    expect(start).toBeGreaterThanOrEqual(at);
    expect(text.slice(at, start).trim()).toBe('');
    expect(end).toBeGreaterThan(start);
    at = end;
  }
  expect(text.slice(at).trim()).toBe('');
  expect(cleanText(text)).toBe(text);
}

function expectPassagesToHold(document: ExtractedDocument, budget: number): void {
  const { text } = document;
  const ends = new Set([0, text.length, ...Array.from(graphemes.segment(text), ({ index }) => index)]);
  let covered = 0;
  const passages = splitPassages(document, { budget, count: countUnits });
  for (const [index, { text: slice, ordinal, start, end, headingPath }] of passages.entries()) {
    expect(slice).toBe(text.slice(start, end));
    expect(ordinal).toBe(index);
    expect(text.slice(covered, Math.max(covered, start)).trim()).toBe('');
    expect(end).toBeGreaterThan(covered);
    expect(ends).toContain(start);
    expect(ends).toContain(end);
    covered = end;
    if ([...graphemes.segment(slice)].length === 1) continue;
    expect(countUnits(slice) + countUnits(headingPath.join('\n'))).toBeLessThanOrEqual(budget);
  }
  expect(text.slice(covered).trim()).toBe('');
}

function expectAllToHold(extraction: Extraction, budget: number): void {
  if (!extraction.ok) {
    expect(extraction.problem.code).toBe('empty');
    return;
  }
  expectBlocksToCover(extraction.document);
  expectPassagesToHold(extraction.document, budget);
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{1,12}$/),
  fc.constantFrom(
    '👨‍👩‍👧',
    'e\u0301',
    '\u0301',
    '日本語',
    '🇩🇪🇫🇷',
    'स्त्री',
    '.',
    '\u200b',
    '\u202e',
    '1.5',
    '2024',
  ),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const space = fc.constantFrom(' ', '\n', '\n\n', '. ', '\t', ' \u0301', '\u00a0', '\r\n');
const prose = fc.array(fc.tuple(word, space), { maxLength: 25 }).map((pairs) => pairs.flat().join(''));
const budget = fc.integer({ min: 3, max: 60 });

describe('blocks cover the text, and passages the blocks, in order, within the budget, for', () => {
  it('blocks of every kind', () => {
    const kind = fc.constantFrom('heading', 'paragraph', 'list', 'code', 'table', 'whole');
    const blocks = fc.array(fc.tuple(kind, prose, fc.integer({ min: 1, max: 6 })), { maxLength: 12 });
    fc.assert(
      fc.property(blocks, budget, fc.integer({ min: 10, max: 600 }), (written, size, limit) => {
        const writer = new BlockWriter({ limit });
        for (const [name, text, level] of written) {
          if (name === 'heading') writer.heading(level, text);
          else if (name === 'whole') writer.table(text, true);
          else writer[name as 'paragraph' | 'list' | 'code' | 'table'](text);
        }
        const extraction = writer.finish('docx');
        expectAllToHold(extraction, size);
        if (extraction.ok) expect(extraction.document.text.length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 300 },
    );
  });

  it('tables', () => {
    const row = fc.array(prose, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), budget, fc.boolean(), (rows, size, isData) => {
        const writer = new BlockWriter();
        writeTable(
          writer,
          rows.map((cells) => cells.map((cell) => cell.replace(/\s+/g, ' '))),
          {
            separator: ' | ',
            isData,
          },
        );
        expectAllToHold(writer.finish('docx'), size);
      }),
      { numRuns: 100 },
    );
  });

  it('HTML', async () => {
    const tag = fc.constantFrom(
      'p',
      'h1',
      'h3',
      'ul',
      'li',
      'table',
      'tr',
      'td',
      'th',
      'pre',
      'b',
      'div',
      'br',
      'dl',
      'dd',
    );
    const part = fc.oneof(
      prose,
      tag.map((name) => `<${name}>`),
      tag.map((name) => `</${name}>`),
      fc.constantFrom(
        '<p style="font-size:0">',
        '<td rowspan=3 colspan=2>',
        '<!--',
        '-->',
        '&nbsp;',
        '&#8203;',
        '<![CDATA[',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 25 }), budget, async (parts, size) => {
        expectAllToHold(await extractHtml(parts.join('')), size);
      }),
      { numRuns: 200 },
    );
  });

  it('Word documents', async () => {
    const tag = fc.constantFrom(
      'p',
      'r',
      't',
      'tbl',
      'tr',
      'tc',
      'txbxContent',
      'del',
      'trPr',
      'footnote',
      'rPr',
    );
    const part = fc.oneof(
      prose.map((text) => p(escapeXml(text))),
      prose.map((text) => `<w:r><w:t>${escapeXml(text)}</w:t></w:r>`),
      prose.map((text) => p(escapeXml(text), '<w:outlineLvl w:val="2"/>')),
      tag.map((name) => `<w:${name}>`),
      tag.map((name) => `</w:${name}>`),
      fc.constantFrom('<w:vMerge/>', '<w:gridSpan w:val="3"/>', '<w:tblHeader/>', '<w:del/>', '<w:vanish/>'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 25 }), budget, async (parts, size) => {
        expectAllToHold(await extractDocx(writeDocx(parts.join(''))), size);
      }),
      { numRuns: 150 },
    );
  });

  it('Excel workbooks', async () => {
    const cell = fc.oneof(
      prose.map((text) => `<c t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`),
      fc.double().map((value) => `<c><v>${value}</v></c>`),
      fc.constantFrom(
        '<c/>',
        '<row>',
        '</row>',
        '<row r="7">',
        '<c r="D3"><v>4</v></c>',
        '<mergeCell ref="A1:C4"/>',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 30 }), prose, budget, async (cells, name, size) => {
        const sheet = `<sheetData><row>${cells.join('')}</sheetData>`;
        expectAllToHold(await extractXlsx(writeXlsx({ [escapeXml(name)]: sheet })), size);
      }),
      { numRuns: 150 },
    );
  });

  it('CSV', async () => {
    const cell = fc.oneof(prose, fc.constantFrom('"', 'a,b', 'x;y', '\t'));
    const rows = fc.array(fc.array(cell, { maxLength: 5 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, budget, async (table, size) => {
        const text = cleanText(table.map((cells) => cells.join(',')).join('\n'));
        expectAllToHold(await extractCsv(text), size);
      }),
      { numRuns: 200 },
    );
  });

  it('JSON and code', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), prose, budget, (value, text, size) => {
        expectAllToHold(extractJson(cleanText(JSON.stringify(value, null, 1))), size);
        const code = cleanText(text);
        if (code.trim() !== '') expectAllToHold(extractCode(code), size);
      }),
      { numRuns: 200 },
    );
  });
});

it('a document over the limit is cut at a line, and says so', () => {
  const writer = new BlockWriter({ limit: 20 });
  writer.paragraph('one two\nthree four\nfive six');
  writer.paragraph('never');
  expect(writer.isFull).toBe(true);
  expect(writer.finish('text')).toMatchObject({
    document: { text: 'one two\nthree four', problem: { code: 'too-large' } },
  });
});
