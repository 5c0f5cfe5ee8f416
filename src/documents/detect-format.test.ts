import { describe, expect, it } from 'vitest';
import { detectFormat } from './detect-format.ts';
import { documentLimits } from './document-limits.ts';

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
  ])('%s', (name, content, format) => expect(codeOf(name, bytes(content))).toBe(format));
});

describe('refused', () => {
  it.each([
    ['empty.txt', '', 'empty'],
    ['letter.docx', 'PK\x03\x04...', 'unsupported'],
    ['page.html', '<p>text</p>', 'unsupported'],
    ['picture.txt', '\x89PNG\r\n\x1a\n\x00\x00', 'unsupported'],
    ['program.md', '\x7fELF\x00\x01', 'unsupported'],
    ['noise.txt', '\x01\x02\x03\x04text', 'unsupported'],
  ])('%s', (name, content, code) => expect(codeOf(name, bytes(content))).toBe(code));

  it('says what the file is and what is accepted', () => {
    const detected = detectFormat('letter.docx', bytes('PK\x03\x04'));
    expect(detected).toMatchObject({
      problem: { message: expect.stringMatching(/Office document.*PDF, Markdown \(\.md\) and plain text/) },
    });
  });

  it('a file over the limit, unread', () => {
    const large = { length: documentLimits.bytes + 1 } as Uint8Array;
    expect(codeOf('large.txt', large)).toBe('too-large');
  });
});
