import { Zlib, zlibSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { p, tbl, writeDocx } from '../documents/write-docx.fixture.ts';
import { type TestPage, testPassword, writePdf } from '../documents/write-pdf.fixture.ts';
import { writeZip } from '../documents/write-zip.fixture.ts';
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

function read(name: string, bytes: Uint8Array<ArrayBuffer>, password?: string): Promise<Reading['result']> {
  const { buffer } = bytes;
  return reader.call(
    'read',
    { name, bytes: buffer, ...(password !== undefined && { password }) },
    { transfer: [buffer], onProgress: (it) => progress.push(it) },
  );
}

async function readText(name: string, bytes: Uint8Array<ArrayBuffer>) {
  const result = await read(name, bytes);
  if (!result.ok) throw new Error(result.problem.message);
  if ('archive' in result) throw new Error('It was taken for an archive.');
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
    ['encrypted', writePdf(pages, true), 'password-needed'],
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

/** That many megabytes of spaces, deflated twice: a few kilobytes. */
function bomb(megabytes: number): Uint8Array {
  const parts: Uint8Array[] = [];
  const deflate = new Zlib({ level: 1 }, (part) => parts.push(part));
  const spaces = new Uint8Array(1024 * 1024).fill(0x20);
  for (let count = 1; count <= megabytes; count++) deflate.push(spaces, count === megabytes);
  return zlibSync(Uint8Array.from(parts.flatMap((part) => [...part])), { level: 9 });
}

describe('a PDF whose streams are packed', () => {
  const filter = '[/FlateDecode /FlateDecode]';

  it('is read through two filters', async () => {
    const text = new TextEncoder().encode('BT /F1 10 Tf 72 700 Td (Moths fly by night) Tj ET');
    const packed = { filter, bytes: zlibSync(zlibSync(text)) };
    expect((await readText('packed.pdf', writePdf([{ packed }]))).document.text).toBe('Moths fly by night');
  });

  it('and of a few kilobytes become more than a device has is refused', async () => {
    const bytes = writePdf([{ packed: { filter, bytes: bomb(300) } }, ...pages]);
    expect(bytes.length).toBeLessThan(10_000);
    const result = await read('bomb.pdf', bytes);
    expect(result).toMatchObject({ ok: false, problem: { code: 'too-large' } });
    expect(result.ok || result.problem.message).toMatch(/more memory.*The original file is kept\. Split it/);
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
});

it('a PDF with a password opens with that and no other', async () => {
  const open = (password?: string) => read('locked.pdf', writePdf(pages, true), password);
  expect(await open()).toMatchObject({ ok: false, problem: { code: 'password-needed' } });
  expect(await open('wasp')).toMatchObject({
    problem: { message: expect.stringMatching(/not the password/) },
  });
  expect(await open(testPassword)).toMatchObject({
    ok: true,
    document: { text: expect.stringContaining('Moths fly by night') },
  });
});

describe('in a worker, which has no DOM,', () => {
  const text = (content: string) => new TextEncoder().encode(content);

  it.each([
    ['a.docx', writeDocx(p('One', '<w:outlineLvl w:val="0"/>') + tbl([[p('x'), p('y')]])), 'One\n\nx | y'],
    ['a.html', text('<title>One</title><p>x</p><script>y</script>'), 'One\n\nx'],
    ['a.csv', text('A;B\n1;2'), 'A; B\n1; 2'],
    ['a.json', text('{"a": [1, 2]}'), 'a: 1, 2'],
    ['a.py', text('def f():\n  pass'), 'def f():\n  pass'],
    // "日本" and a full stop in Shift_JIS.
    ['a.txt', Uint8Array.of(0x93, 0xfa, 0x96, 0x7b, 0x81, 0x42), '日本。'],
  ])('%s is read', async (name, bytes, expected) => {
    expect((await readText(name, new Uint8Array(bytes))).document.text).toBe(expected);
  });

  it('an archive is taken apart', async () => {
    const result = await read(
      'all.zip',
      writeZip({ 'b/a.txt': 'text', 'c.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0) }),
    );
    if (!result.ok || !('archive' in result)) throw new Error('It was not.');
    const { files, refused } = result.archive;
    expect(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])).toEqual([
      ['a.txt', 'text'],
    ]);
    expect(refused).toMatchObject([{ name: 'c.png', message: expect.stringMatching(/picture/) }]);
  });

  it('what is damaged is refused', async () => {
    expect(await read('a.docx', Uint8Array.of(0x50, 0x4b, 3, 4))).toMatchObject({
      ok: false,
      problem: { code: 'unreadable' },
    });
  });
});
