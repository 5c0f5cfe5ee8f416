import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { MemoryBudget } from './memory-budget.ts';
import { isMarkup, ZipArchive, type ZipArchiveOptions } from './read-zip.ts';
import { writeZip } from './write-zip.fixture.ts';

const open = (bytes: Uint8Array, options?: ZipArchiveOptions) =>
  new ZipArchive(bytes, 'This archive', options);
const text = (bytes: Uint8Array | null) => (bytes ? new TextDecoder().decode(bytes) : null);
const problem = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) });

it('reads what a zip program wrote, stored and deflated, whatever it is', async () => {
  const files = fc.dictionary(
    fc.stringMatching(/^[a-zä/]{1,12}[a-z]$/),
    fc.uint8Array({ maxLength: 90_000 }),
    {
      maxKeys: 4,
    },
  );
  await fc.assert(
    fc.asyncProperty(files, fc.constantFrom<0 | 6>(0, 6), async (contents, level) => {
      const archive = open(zipSync(contents, { level }));
      expect([...archive.entries.keys()].sort()).toEqual(Object.keys(contents).sort());
      for (const [name, bytes] of Object.entries(contents)) {
        expect(Buffer.from((await archive.read(name)) ?? []).equals(Buffer.from(bytes))).toBe(true);
      }
    }),
    { numRuns: 25 },
  );
});

it('finds the entries behind junk, and none of another name', async () => {
  const junk = new TextEncoder().encode('MZ some program');
  const bytes = new Uint8Array([...junk, ...writeZip({ 'a.txt': 'text' })]);
  expect(text(await open(bytes).read('a.txt'))).toBe('text');
  expect(await open(bytes).read('b.txt')).toBeNull();
});

describe('stops at', () => {
  const zeros = new Uint8Array(3_000_000);
  const field = (bytes: Uint8Array, at: number, value: number) =>
    new DataView(bytes.buffer).setUint32(at, value, true);
  /** Where the directory's only entry begins. */
  const directory = (bytes: Uint8Array) => new DataView(bytes.buffer).getUint32(bytes.length - 6, true);

  it('more than the limit, added up over what all entries claim, before it inflates any', () => {
    const bytes = writeZip({ a: zeros, b: zeros });
    expect(() => open(bytes, { limit: 5_999_999 })).toThrow(problem('too-large'));
    expect(open(bytes, { limit: 6_000_000 }).entries.size).toBe(2);
  });

  it('more than the limit in what is read, where the rest did not count', async () => {
    const archive = open(writeZip({ 'a.xml': 'x', 'b.png': zeros, 'c.PNG': zeros }), {
      limit: 5_000_000,
      counts: isMarkup,
    });
    expect((await archive.read('b.png'))?.length).toBe(zeros.length);
    await expect(archive.read('c.PNG')).rejects.toEqual(problem('too-large'));
  });

  it('an entry that is read over and over', async () => {
    const archive = open(writeZip({ a: zeros }), { limit: 5_000_000 });
    await archive.read('a');
    await expect(archive.read('a')).rejects.toEqual(problem('too-large'));
  });

  it('what takes more memory than one file is given', async () => {
    const archive = open(writeZip({ a: zeros }), { budget: new MemoryBudget(2_000_000) });
    await expect(archive.read('a')).rejects.toEqual(problem('too-large'));
  });

  it('a claim that the compressed bytes could not fill, before room is made for it', async () => {
    const bytes = writeZip({ a: 'short' });
    field(bytes, directory(bytes) + 24, 200_000_000);
    const archive = open(bytes, { budget: new MemoryBudget(1_000_000) });
    await expect(archive.read('a')).rejects.toEqual(problem('unreadable'));
  });

  it('an entry that holds more, or less, than the directory says', async () => {
    for (const size of [10, 3_000_001]) {
      const bytes = writeZip({ a: zeros });
      field(bytes, directory(bytes) + 24, size);
      await expect(open(bytes, { limit: 5_000_000 }).read('a')).rejects.toEqual(problem('unreadable'));
    }
  });

  it('damage', async () => {
    const bytes = writeZip({ a: 'some text that is compressed, compressed, compressed' });
    expect(() => open(bytes.slice(0, -30))).toThrow(problem('unreadable'));
    const broken = bytes.slice();
    broken.fill(0xff, 31, 50);
    await expect(open(broken).read('a')).rejects.toEqual(problem('unreadable'));
    const moved = bytes.slice();
    field(moved, directory(moved) + 42, 9);
    await expect(open(moved).read('a')).rejects.toEqual(problem('unreadable'));
  });

  it('a password', async () => {
    const bytes = writeZip({ a: 'x' });
    const at = directory(bytes) + 8;
    bytes[at] = (bytes[at] ?? 0) | 1;
    await expect(open(bytes).read('a')).rejects.toEqual(problem('encrypted'));
  });

  it('too many entries', () => {
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`${at}`, '']));
    expect(() => open(writeZip(many))).toThrow(problem('too-large'));
    const folders = Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`${at}/`, '']));
    expect(() => open(writeZip(folders))).toThrow(problem('too-large'));
  });
});

it('reads or reports any bytes, and never breaks', async () => {
  const whole = writeZip({ 'a.txt': 'text '.repeat(50), 'b/c.txt': 'more' });
  const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
      const bytes = whole.slice();
      for (const [at, value] of changes) bytes[at] = value;
      try {
        const archive = open(bytes);
        for (const name of archive.entries.keys()) await archive.read(name);
      } catch (error) {
        expect(error).toMatchObject({ name: 'ReadingStoppedError' });
      }
    }),
    { numRuns: 400 },
  );
});
