import { describe, expect, it } from 'vitest';
import { extractDocument } from './extract-document.ts';
import { splitPassages } from './split-passages.ts';
import { p, tbl, writeDocx } from './write-docx.fixture.ts';
import { writeXlsx } from './write-xlsx.fixture.ts';
import { writeZip } from './write-zip.fixture.ts';

/* Files that were made to do harm end as a document or as a problem that is told, within a few seconds. */

/** What became of it: the length of its text, or the problem's code. */
async function fate(name: string, content: string | Uint8Array): Promise<number | string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const result = await extractDocument(name, new Uint8Array(bytes).buffer);
  if (!result.ok) return result.problem.code;
  if ('archive' in result) return 'archive';
  expect(splitPassages(result.document).length).toBeGreaterThan(0);
  return result.document.text.length;
}

/** The only entry's directory record claims another inflated size than it has. */
function withClaim(archive: Uint8Array<ArrayBuffer>, size: number): Uint8Array {
  const view = new DataView(archive.buffer);
  let at = view.getUint32(archive.length - 6, true);
  while (at < archive.length && view.getUint32(at, true) === 0x02014b50) {
    view.setUint32(at + 24, size, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return archive;
}

describe('archives', () => {
  it('that claim gigabytes, or hide them, are refused', async () => {
    expect(await fate('a.docx', withClaim(writeDocx(p('x')), 0xfffffff0))).toBe('too-large');
    const zeros = new Uint8Array(20_000_000);
    expect(await fate('a.docx', withClaim(writeZip({ 'word/document.xml': zeros }), 10))).toBe('unreadable');
  });

  it('within themselves, without end, are refused', async () => {
    let zip = writeZip({ 'a.txt': 'text' });
    for (let depth = 0; depth < 50; depth++) zip = writeZip({ 'a.zip': zip });
    expect(await fate('a.zip', zip)).toBe('unsupported');
  });
});

describe('markup', () => {
  it('with entities that multiply is read without them', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
    const docx = writeZip({
      'word/document.xml': `${bomb}<w:document><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>`,
    });
    expect(await fate('a.docx', docx)).toBe('&b;'.length);
  });

  it.each([
    ['elements within elements', '<div>'.repeat(100_000), 'too-large'],
    ['elements that are closed and never opened', `x${'</b>'.repeat(200_000)}`, 1],
    ['elements that are opened and never closed', `x${'<p><b>'.repeat(200_000)}`, 'too-large'],
    ['a comment that never ends', `x${'<!--'.repeat(200_000)}`, 1],
    ['a style of comments', `<p style="${'/*'.repeat(500_000)}">x`, 1],
    [
      'a table of spans',
      `<table>${'<tr><td colspan=1000 rowspan=1000>x<td>y'.repeat(2_000)}</table>`,
      expect.any(Number),
    ],
    ['attributes without end', `<p ${'a=b '.repeat(200_000)}>x`, 1],
  ])('%s', async (_, html, expected) => expect(await fate('a.html', html)).toEqual(expected));

  it('of tables within tables in Word', async () => {
    let inner = p('x');
    for (let depth = 0; depth < 200; depth++) inner = tbl([[inner, p('y')]]);
    expect(await fate('a.docx', writeDocx(inner))).toEqual(expect.any(Number));
  });

  it('of sheets strewn with cells, and of areas merged over and over', async () => {
    const letters = (at: number) =>
      [...at.toString(26)].map((digit) => String.fromCharCode(65 + Number.parseInt(digit, 26))).join('');
    const cells = Array.from(
      { length: 8000 },
      (_, at) => `<row r="${at + 1}"><c r="${letters(at)}${at + 1}"><v>1</v></c></row>`,
    );
    const merged = '<mergeCell ref="A1:XFD1048576"/>'.repeat(5000);
    const sheet = `<sheetData>${cells.join('')}</sheetData><mergeCells>${merged}</mergeCells>`;
    expect(await fate('a.xlsx', writeXlsx({ S: sheet }))).toEqual(expect.any(Number));
  });
});

describe('text', () => {
  it.each([
    ['a.json', '['.repeat(100_000)],
    ['a.json', `{"a":${'"\\"'.repeat(100_000)}`],
    ['a.csv', '"a"x'.repeat(100_000)],
    ['a.csv', `a,b\n${','.repeat(200_000)}`],
    ['a.py', ' \t'.repeat(100_000).concat('x')],
    ['a.md', `${'['.repeat(100_000)}`],
    ['a.txt', 'e\u0301'.repeat(10).concat('\u0301'.repeat(50_000))],
  ])('%s of a hundred thousand signs', async (name, text) => {
    expect(await fate(name, text)).toEqual(expect.any(Number));
  });
});
