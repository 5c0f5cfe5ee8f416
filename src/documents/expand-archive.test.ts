import { describe, expect, it } from 'vitest';
import { expandArchive } from './expand-archive.ts';
import { p, writeDocx } from './write-docx.fixture.ts';
import { writeZip } from './write-zip.fixture.ts';

const PICTURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);

const names = async (bytes: Uint8Array) => {
  const { files, refused } = await expandArchive(bytes);
  return { files: files.map(({ name }) => name), refused: refused.map(({ name }) => name) };
};

it('takes out documents from any folder, and passes over what programs add', async () => {
  const archive = writeZip({
    'notes/a.txt': 'text',
    'b.docx': writeDocx(p('x')),
    '__MACOSX/._b.docx': 'x',
    'notes/.DS_Store': 'x',
    'photo.png': PICTURE,
    '../../etc/c.md': '# x',
  });
  expect(await names(archive)).toEqual({ files: ['a.txt', 'b.docx', 'c.md'], refused: ['photo.png'] });
  const { files } = await expandArchive(archive);
  expect(new TextDecoder().decode(files[0]?.bytes)).toBe('text');
});

it('opens an archive within the archive, but none within that', async () => {
  const inner = writeZip({ 'deep.txt': 'x' });
  const middle = writeZip({ 'middle.txt': 'x', 'inner.zip': inner });
  expect(await names(writeZip({ 'middle.zip': middle }))).toEqual({
    files: ['middle.txt'],
    refused: ['inner.zip'],
  });
});

it('leaves out what is damaged, and takes the rest', async () => {
  const archive = writeZip({
    'a.txt': 'x',
    'b.txt': 'some text that is compressed, compressed',
    'c.zip': 'PK\x03\x04',
  });
  const at = Buffer.from(archive).indexOf('b.txt') + 5;
  archive.fill(0xff, at, at + 10);
  expect(await names(archive)).toEqual({ files: ['a.txt'], refused: ['b.txt', 'c.zip'] });
});

describe('refuses', () => {
  const code = (bytes: Uint8Array, limit?: number) =>
    expandArchive(bytes, limit).then(
      () => 'expanded',
      (error) => error.problem.code,
    );

  it('an archive without documents, or with too many', async () => {
    expect(await code(writeZip({ 'a.png': PICTURE }))).toBe('unsupported');
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`${at}.txt`, 'x']));
    expect(await code(writeZip(many))).toBe('too-large');
  });

  it('one that unpacks to more than the limit, counted over the archives within it', async () => {
    const text = new Uint8Array(1000).fill(65);
    const half = writeZip({ 'a.txt': text, 'b.txt': text });
    expect(await code(half, 2000)).toBe('expanded');
    expect(await code(half, 1999)).toBe('too-large');
    const lots = writeZip({ 'x.zip': half, 'y.zip': half });
    expect(await code(lots, 4000 + 2 * half.length)).toBe('expanded');
    expect(await code(lots, 3999 + 2 * half.length)).toBe('too-large');
  });
});
