import { describe, expect, it } from 'vitest';
import { documentLimits } from './document-limits.ts';
import { extractDocument } from './extract-document.ts';

const read = (name: string, text: string) =>
  extractDocument(name, new TextEncoder().encode(text).buffer as ArrayBuffer);

describe('plain text', () => {
  it('is kept as it is, in paragraphs', async () => {
    expect(await read('a.txt', 'One\nline\r\n\r\nTwo\u200b')).toEqual({
      ok: true,
      document: {
        format: 'text',
        text: 'One\nline\n\nTwo',
        pages: null,
        blocks: [
          { kind: 'paragraph', level: 0, start: 0, end: 8 },
          { kind: 'paragraph', level: 0, start: 10, end: 13 },
        ],
        problem: null,
      },
    });
  });

  it('over the limit is read up to a line end, and the person told', async () => {
    const line = 'All work and no play.\n';
    const result = await read('long.txt', line.repeat(documentLimits.characters / line.length + 2));
    if (!result.ok || !('document' in result)) throw new Error('It was not read.');
    expect(result.document.text.length).toBeLessThanOrEqual(documentLimits.characters);
    expect(result.document.text.endsWith('play.')).toBe(true);
    expect(result.document.problem).toMatchObject({ code: 'too-large' });
  });
});

it('reads Markdown by its name', async () => {
  const result = await read('a.md', '# Title\n\ntext');
  expect(result).toMatchObject({
    ok: true,
    document: { format: 'markdown', blocks: [{ kind: 'heading' }, {}] },
  });
});

it.each([
  ['empty.md', '', 'empty'],
  ['blank.txt', ' \n\u200b\n', 'empty'],
  ['letter.docx', 'PK\x03\x04', 'unreadable'],
  ['archive.zip', 'PK\x03\x04', 'unreadable'],
  ['letter.rtf', '{\\rtf1 text}', 'unsupported'],
])('says what is wrong with %s', async (name, text, code) => {
  expect(await read(name, text)).toMatchObject({ ok: false, problem: { code } });
});

it('never rejects: what it did not foresee is unreadable', async () => {
  const detached = new ArrayBuffer(8);
  structuredClone(detached, { transfer: [detached] });
  const broken = { name: 'x.txt', bytes: undefined as unknown as ArrayBuffer };
  expect(await extractDocument('x.txt', detached)).toMatchObject({ ok: false });
  expect(await extractDocument(broken.name, broken.bytes)).toMatchObject({ ok: false });
});
