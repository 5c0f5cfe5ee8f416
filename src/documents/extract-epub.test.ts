import { expect, it } from 'vitest';
import { extractEpub } from './extract-epub.ts';
import { writeZip } from './write-zip.fixture.ts';

const container = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>';
const item = (id: string, href: string, more = 'media-type="application/xhtml+xml"') =>
  `<item id="${id}" href="${href}" ${more}/>`;

/** A book whose chapters are read in the order of `spine`. */
function writeEpub(
  chapters: Readonly<Record<string, string>>,
  { spine = Object.keys(chapters), items = '', files = {} as Readonly<Record<string, string>> } = {},
): Uint8Array {
  const listed = Object.keys(chapters).map((name) => item(name, `text/${encodeURIComponent(name)}`));
  const opf = `<package><metadata><dc:title>My  book</dc:title><dc:title>Second</dc:title></metadata>
    <manifest>${listed.join('')}${items}</manifest>
    <spine>${spine.map((id) => `<itemref idref="${id}"/>`).join('')}</spine></package>`;
  const written = Object.entries(chapters).map(([name, html]) => [`OPS/text/${name}`, html]);
  return writeZip({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': container,
    'OPS/book.opf': opf,
    ...Object.fromEntries(written),
    ...files,
  });
}

async function read(bytes: Uint8Array) {
  const result = await extractEpub(bytes);
  if (!result.ok) throw new Error(result.problem.message);
  const { text, blocks, problem } = result.document;
  const found = blocks.map(
    ({ kind, level, start, end }) => `${kind}${level || ''} ${text.slice(start, end)}`,
  );
  return { found, problem };
}

const page = (body: string) => `<html><head><title/><style/></head><body>${body}</body></html>`;

it('reads the chapters in their order, below the title', async () => {
  const chapters = {
    'a b.xhtml': page('<h1>Second</h1><p>Words&nbsp;here</p><!-- x --><p hidden="">y</p>'),
    'c.xhtml': page('<h1>First</h1><script/><p>Start</p>'),
  };
  const { found } = await read(writeEpub(chapters, { spine: ['c.xhtml', 'a b.xhtml', 'gone'] }));
  expect(found).toEqual([
    'heading1 My book',
    'heading2 First',
    'paragraph Start',
    'heading2 Second',
    'paragraph Words here',
  ]);
});

it.each([
  [
    'its page of contents',
    item('n', 'nav.xhtml', 'properties="nav"'),
    { 'OPS/nav.xhtml': '<nav epub:type="toc"><a href="text/c.xhtml#top">One <i>day</i></a></nav>' },
  ],
  [
    'its older table',
    item('n', 'toc.ncx', 'media-type="application/x-dtbncx+xml"'),
    {
      'OPS/toc.ncx': `<ncx><navMap><navPoint><navLabel><text>Part</text></navLabel><content src="x.xhtml"/><navPoint>
        <navLabel><text>One day</text></navLabel><content src="text/c.xhtml"/></navPoint></navPoint></navMap></ncx>`,
    },
  ],
])('names chapters without a heading as %s does', async (_, items, files) => {
  const { found } = await read(writeEpub({ 'c.xhtml': page('<p>Text</p>') }, { items, files }));
  expect(found).toEqual(['heading1 My book', 'heading2 One day', 'paragraph Text']);
});

it('reads the rest when a chapter is missing, and says so', async () => {
  const items = item('lost', 'lost.xhtml');
  const { found, problem } = await read(
    writeEpub({ 'c.xhtml': page('<p>Text</p>') }, { items, spine: ['lost', 'c.xhtml'] }),
  );
  expect(found).toContain('paragraph Text');
  expect(problem).toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('1 of its 2 chapters'),
  });
});

it('refuses a book with copy protection, but not for its fonts', async () => {
  const locks = (path: string) => ({
    'META-INF/encryption.xml': `<encryption><CipherReference URI="${path}"/></encryption>`,
  });
  const chapters = { 'c.xhtml': page('<p>Text</p>') };
  await expect(extractEpub(writeEpub(chapters, { files: locks('OPS/text/c.xhtml') }))).rejects.toMatchObject({
    problem: { code: 'encrypted' },
  });
  expect((await read(writeEpub(chapters, { files: locks('OPS/font.otf') }))).found).toHaveLength(2);
});

it('is told to be damaged when it does not say where its book is', async () => {
  await expect(extractEpub(writeZip({ 'META-INF/container.xml': '<x/>' }))).rejects.toMatchObject({
    problem: { code: 'unreadable' },
  });
});
