import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestPage, writePdf } from '../documents/write-pdf.fixture.ts';
import type { DocumentRequests } from './document-protocol.ts';
import { type Connection, connect } from './rpc.ts';

type Reading = DocumentRequests['read'];

let worker: Worker;
let reader: Connection<DocumentRequests, never>;
let progress: Reading['progress'][];

beforeEach(() => {
  worker = new Worker(new URL('./document-worker.ts', import.meta.url), { type: 'module' });
  reader = connect<DocumentRequests, never>(worker);
  progress = [];
});

afterEach(() => worker.terminate());

function read(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Reading['result']> {
  const { buffer } = bytes;
  return reader.call(
    'read',
    { name, bytes: buffer },
    { transfer: [buffer], onProgress: (it) => progress.push(it) },
  );
}

async function readText(name: string, bytes: Uint8Array<ArrayBuffer>) {
  const result = await read(name, bytes);
  if (!result.ok) throw new Error(result.problem.message);
  return result;
}

function page(heading: string, ...texts: string[]): TestPage {
  const lines = texts.map((text, at) => ({ text, x: 72, y: 680 - 12 * at }));
  return { lines: [{ text: heading, x: 72, y: 720, size: 10, font: 'bold' }, ...lines] };
}

const pages = [
  page('1. Moths', 'Moths fly by night and rest by day, which a light-', 'house keeper knows all too well.'),
  page('2. Bees', 'Bees (and \\ wasps) fly by day.', 'They rest by night.'),
];

describe('a PDF', () => {
  it('is read with its headings and pages, and cut into passages that say where they are from', async () => {
    const { document, passages } = await readText('insects.pdf', writePdf(pages));
    expect(document).toMatchObject({ format: 'pdf', problem: null });
    expect(document.blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'heading', 'paragraph']);
    expect(passages).toMatchObject([
      { ordinal: 0, page: 1, headingPath: ['1. Moths'] },
      { ordinal: 1, page: 2, headingPath: ['2. Bees'] },
    ]);
    expect(passages[0]?.text).toContain('which a lighthouse keeper knows all too well.');
    for (const { text, start, end } of passages) expect(document.text.slice(start, end)).toBe(text);
    expect(progress).toEqual([
      { page: 1, pages: 2 },
      { page: 2, pages: 2 },
    ]);
  });

  it('that is a scan in part is read for the rest, and the pages are named', async () => {
    const { document } = await readText('part.pdf', writePdf([{ picture: true }, ...pages]));
    expect(document.pages).toHaveLength(3);
    expect(document.problem).toMatchObject({
      code: 'image-only',
      message: expect.stringContaining('on page 1 '),
    });
  });

  it('in Japanese needs its character maps, which come from this origin', async () => {
    // "日本" in Shift_JIS, and no Unicode map in the file.
    const lines = [{ text: '\x93\xfa\x96\x7b', x: 72, y: 700, font: 'japanese' as const }];
    const { document } = await readText('japanese.pdf', writePdf([{ lines }]));
    expect(document.text).toBe('日本');
  });

  it.each([
    ['a scan', writePdf([{ picture: true }]), 'image-only'],
    ['blank', writePdf([{}, {}]), 'empty'],
    ['encrypted', writePdf(pages, true), 'encrypted'],
    ['cut off early', writePdf(pages).slice(0, 200), 'unreadable'],
    ['no PDF at all', new TextEncoder().encode('%PDF-1.7 and then nothing of the kind'), 'unreadable'],
  ])('that is %s is refused with what to do', async (_, bytes, code) => {
    const result = await read('bad.pdf', new Uint8Array(bytes));
    expect(result).toMatchObject({ ok: false, problem: { code } });
    expect(result.ok || result.problem.message).toMatch(/The original file is kept\./);
  });

  it('whose last bytes are missing is read all the same', async () => {
    const whole = writePdf(pages);
    const { document } = await readText('cut.pdf', whole.slice(0, whole.length - 20));
    expect(document.text).toContain('Moths fly by night');
  });
});

describe('a text file', () => {
  it('in Windows-1252 keeps its quotes', async () => {
    const { document } = await readText(
      'quotes.txt',
      Uint8Array.from('\x93caf\xe9\x94', (it) => it.charCodeAt(0)),
    );
    expect(document).toMatchObject({ format: 'text', text: '“café”', pages: null });
  });

  it('in Markdown has passages by its headings', async () => {
    const { passages } = await readText('a.md', new TextEncoder().encode('# One\n\nx\n\n# Two\n\ny'));
    expect(passages.map(({ headingPath }) => headingPath)).toEqual([['One'], ['Two']]);
  });

  it('that is an archive is refused', async () => {
    expect(await read('a.docx', Uint8Array.of(0x50, 0x4b, 3, 4))).toMatchObject({
      ok: false,
      problem: { code: 'unsupported' },
    });
  });
});
