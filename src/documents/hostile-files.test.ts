import { describe, expect, it } from 'vitest';
import { extractDocument } from './extract-document.ts';
import { isOutOfMemory } from './memory-budget.ts';
import { splitPassages } from './split-passages.ts';
import { p, tbl, writeDocx } from './write-docx.fixture.ts';
import { writeXlsx } from './write-xlsx.fixture.ts';
import { writeZip } from './write-zip.fixture.ts';

/* Files that were made to do harm end as a document or as a problem that is told, within a few seconds. */

/** What became of it: the length of its text, or the problem's code. */
async function fate(
  name: string,
  content: string | Uint8Array,
  memoryBytes?: number,
): Promise<number | string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const options = memoryBytes === undefined ? {} : { memoryBytes };
  const result = await extractDocument(name, new Uint8Array(bytes).buffer, options);
  if (!result.ok) return result.problem.code;
  if ('archive' in result) return 'archive';
  expect(splitPassages(result.document).length).toBeGreaterThan(0);
  return result.document.text.length;
}

/** The directory claims another inflated size of the entries of these names than they have. */
function withClaim(archive: Uint8Array<ArrayBuffer>, size: number, names = /./): Uint8Array {
  const view = new DataView(archive.buffer);
  let at = view.getUint32(archive.length - 6, true);
  while (at < archive.length && view.getUint32(at, true) === 0x02014b50) {
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(archive.subarray(at + 46, nameEnd));
    if (names.test(name)) view.setUint32(at + 24, size, true);
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return archive;
}

describe('archives', () => {
  it('that claim gigabytes, or hide them, are refused', async () => {
    expect(await fate('a.docx', withClaim(writeDocx(p('x')), 0xfffffff0))).toBe('too-large');
    const zeros = new Uint8Array(20_000_000);
    expect(await fate('a.docx', withClaim(writeZip({ 'word/document.xml': zeros }), 10))).toBe('unreadable');
  });

  it.each([
    ['a.docx', writeDocx(p('x'))],
    ['a.xlsx', writeXlsx({ S: '' })],
    ['a.epub', writeZip({ 'META-INF/container.xml': '<x/>', 'a.html': 'x', 'b.opf': 'x' })],
    ['a.zip', writeZip({ 'a.txt': 'x', 'b.txt': 'x', 'c.txt': 'x' })],
  ])('%s of parts that only together claim too much is refused', async (name, archive) => {
    expect(await fate(name, withClaim(archive, 90_000_000))).toBe('too-large');
  });

  it('with large pictures, which are never read, are read', async () => {
    const pictures = { 'word/media/a.bmp': 'x', 'word/media/b.bmp': 'x', 'word/media/c.bmp': 'x' };
    const document = '<w:document><w:p><w:r><w:t>x</w:t></w:r></w:p></w:document>';
    const docx = writeZip({ 'word/document.xml': document, ...pictures });
    expect(await fate('a.docx', withClaim(docx, 90_000_000, /bmp$/))).toBe(1);
  });

  it('of entries without number are refused', async () => {
    const entries = Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`word/${at}.xml`, '']));
    expect(await fate('a.docx', writeZip({ 'word/document.xml': 'x', ...entries }))).toBe('too-large');
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

describe('memory', () => {
  const megabyte = 1_000_000;
  const paragraphs = (count: number) => writeDocx(p('x').repeat(count));
  const container = '<container><rootfile full-path="book.opf"/></container>';
  const book = `<package><item id="a" href="a.html" media-type="text/html"/><itemref idref="a"/></package>`;
  const epub = (html: string) =>
    writeZip({ 'META-INF/container.xml': container, 'book.opf': book, 'a.html': html });

  const cell = '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>';
  const workbook = (strings: string) => writeXlsx({ S: cell }, { strings });

  /* Small files that become very many objects. Each is read where there is room for it. */
  it.each([
    ['lines', 'a.txt', 'x\n\n'.repeat(20_000)],
    ['rows', 'a.csv', 'x\n'.repeat(20_000)],
    ['lines of Markdown', 'a.md', '- x\n'.repeat(20_000)],
    ['elements', 'a.html', `<p>${'<b></b>'.repeat(20_000)}x`],
    ['attributes', 'a.html', `<p ${Array.from({ length: 40_000 }, (_, at) => `a${at}`).join(' ')}>x`],
    ['paragraphs', 'a.docx', paragraphs(20_000)],
    ['elements of a book', 'a.epub', epub(`<p>${'<b></b>'.repeat(20_000)}x`)],
    ['strings', 'a.xlsx', workbook('<si><t>x</t></si>'.repeat(40_000))],
  ])('of %s is counted', async (_, name, content) => {
    expect(await fate(name, content)).toEqual(expect.any(Number));
    expect(await fate(name, content, 2 * megabyte)).toBe('too-large');
  });

  it('that the engine itself refuses is told as that', () => {
    const refused = () => new Array(-1);
    expect(refused).toThrow(expect.toSatisfy(isOutOfMemory));
    expect(isOutOfMemory(new TypeError('x is not a function'))).toBe(false);
    expect(isOutOfMemory(new RangeError('Maximum call stack size exceeded'))).toBe(false);
  });
});

it('an element with attributes without end is refused', async () => {
  const attributes = Array.from({ length: 10_001 }, (_, at) => `a${at}="x"`).join(' ');
  expect(await fate('a.docx', writeDocx(`<w:p ${attributes}/>`))).toBe('too-large');
});
