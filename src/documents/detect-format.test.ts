import { describe, expect, it } from 'vitest';
import { detectFormat } from './detect-format.ts';
import { documentLimits } from './document-limits.ts';
import { writeZip } from './write-zip.fixture.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

function codeOf(name: string, content: Uint8Array): string {
  const detected = detectFormat(name, content);
  return detected.ok ? detected.format : detected.problem.code;
}

describe('accepted', () => {
  it.each([
    ['paper.pdf', '%PDF-1.7 ...', 'pdf'],
    ['paper.txt', '%PDF-1.7 ...', 'pdf'],
    ['damaged.PDF', 'no header', 'pdf'],
    ['notes.md', '# Notes', 'markdown'],
    ['NOTES.Markdown', 'plain', 'markdown'],
    ['a.b.txt', 'text', 'text'],
    ['server.log', '\x1b[31mred\x1b[0m', 'text'],
    ['README', 'text', 'text'],
    ['about-pdf.txt', 'A PDF starts with %PDF-1.7', 'text'],
    ['wide.txt', '\xff\xfea\x00', 'text'],
    ['id3.txt', 'ID3 tags explained', 'text'],
    ['page.htm', '<p>text</p>', 'html'],
    ['saved', '\n<!DOCTYPE html><p>x', 'html'],
    ['page.txt', '<html>', 'text'],
    ['table.TSV', 'a\tb', 'csv'],
    ['lines.jsonl', '{}', 'json'],
    ['main.rs', 'fn main() {}', 'code'],
    ['unknown.zzz', 'text all the same', 'text'],
    ['bare.txt', 't\x00e\x00x\x00t\x00 \x00o\x00n\x00', 'text'],
    ['damaged.docx', 'PK\x03\x04...', 'docx'],
    ['damaged.zip', 'PK\x03\x04...', 'archive'],
  ])('%s', (name, content, format) => expect(codeOf(name, bytes(content))).toBe(format));
});

describe('packages', () => {
  it.each([
    ['letter.docx', ['[Content_Types].xml', 'word/document.xml'], 'docx'],
    ['table.bin', ['[Content_Types].xml', 'xl/workbook.xml'], 'xlsx'],
    ['renamed.zip', ['[Content_Types].xml', 'word/document.xml'], 'docx'],
    ['unpacked.zip', ['word/document.xml'], 'archive'],
    ['book.zip', ['mimetype', 'META-INF/container.xml'], 'epub'],
    ['files.zip', ['a.txt', 'b/c.pdf'], 'archive'],
    ['slides.pptx', ['[Content_Types].xml', 'ppt/presentation.xml'], 'unsupported'],
    ['text.odt', ['mimetype', 'META-INF/manifest.xml', 'content.xml'], 'unsupported'],
  ])('%s with %j', (name, entries, format) => {
    expect(codeOf(name, writeZip(Object.fromEntries(entries.map((entry) => [entry, 'x']))))).toBe(format);
  });
});

describe('refused', () => {
  it.each([
    ['empty.txt', '', 'empty'],
    ['letter.rtf', '{\\rtf1', 'unsupported'],
    ['letter.doc', '\xd0\xcf\x11\xe0...', 'unsupported'],
    [
      'letter.docx',
      '\xd0\xcf\x11\xe0..E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00',
      'encrypted',
    ],
    ['picture.txt', '\x89PNG\r\n\x1a\n\x00\x00', 'unsupported'],
    ['program.md', '\x7fELF\x00\x01', 'unsupported'],
    ['noise.txt', '\x01\x02\x03\x04text', 'unsupported'],
  ])('%s', (name, content, code) => expect(codeOf(name, bytes(content))).toBe(code));

  it('says what the file is and what to do', () => {
    const detected = detectFormat('slides.bin', bytes('{\\rtf1'));
    expect(detected).toMatchObject({
      problem: { message: expect.stringMatching(/rich text document.*Save it as PDF/) },
    });
  });

  it('a file over the limit, unread', () => {
    const large = { length: documentLimits.bytes + 1 } as Uint8Array;
    expect(codeOf('large.txt', large)).toBe('too-large');
  });
});
