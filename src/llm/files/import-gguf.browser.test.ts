import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GgufRow } from '../model-row.ts';
import { bytePairVocabulary, randomGguf } from '../wllama/random-gguf.fixture.ts';
import { writeGguf } from '../wllama/write-gguf.ts';
import { ggufFiles } from './gguf-files.ts';
import { hashStream } from './hash-stream.ts';
import { ImportWorld } from './import-world.fixture.ts';

/** Few merges: the vocabulary is most of the file. */
const vocabulary = bytePairVocabulary({ merges: ['t h', 'th e'] });
const gguf = randomGguf({ vocabulary, type: 'q8_0' });

const text = (value: string) => ({ type: 'string', value }) as const;
const number = (value: number) => ({ type: 'u16', value }) as const;

/** A file as llama.cpp's gguf-split writes it: the first describes the model, and all say their place. */
function part(index: number, count: number): File {
  const split = { 'split.no': number(index), 'split.count': number(count) };
  const bytes =
    index === 0
      ? randomGguf({ vocabulary, metadata: split })
      : writeGguf({
          metadata: split,
          tensors: [{ name: `more.${index}.weight`, shape: [32], type: 'f16', data: new Float32Array(32) }],
        });
  return new File([bytes], partName(index, count));
}

const partName = (index: number, count: number) => `tiny-0000${index + 1}-of-0000${count}.gguf`;
const file = (bytes: BlobPart, name = 'tiny.gguf') => new File([bytes], name);

let world: ImportWorld;

beforeEach(async () => {
  world = await ImportWorld.create();
});
afterEach(() => world.end());

describe('a .gguf file', () => {
  it('is copied, and its row says what the header says', async () => {
    const { row, bytes } = await world.importFiles(file(gguf));
    expect(row).toMatchObject({
      engine: 'wllama',
      origin: 'own',
      name: 'Random weights',
      trainedWindow: 8192,
      // Two layers, four heads of sixteen numbers, a key and a value of two bytes each.
      kvBytesPerToken: 2 * 4 * 16 * 2 * 2,
      parts: [{ name: 'tiny.gguf', url: null }],
    });
    expect(row.goodFor).toContain('Q8_0');
    expect(row.parameters).toMatch(/^\d+K$/);
    expect(bytes).toBe(gguf.byteLength);
    const [copy] = await ggufFiles(row as GgufRow);
    expect(new Uint8Array((await copy?.arrayBuffer()) ?? [])).toEqual(gguf);
  });

  it('is noted as ready, with the SHA-256 of what was copied', async () => {
    const { row } = await world.importFiles(file(gguf));
    expect(await world.records.model(row.id)).toMatchObject({
      row,
      state: 'ready',
      totalBytes: gguf.byteLength,
    });
    const [record] = await world.records.files(row.id);
    const { sha256 } = await hashStream(new Blob([gguf]).stream());
    expect(record).toMatchObject({ isKept: true, url: null, sha256 });
  });

  it('is the same model when it comes again, under whatever name, and another when its content differs', async () => {
    const first = await world.importFiles(file(gguf));
    const kept = await world.kept();
    expect((await world.importFiles(file(gguf, 'renamed.gguf'))).row.id).toBe(first.row.id);
    expect(await world.kept()).toEqual(kept);
    const other = new Uint8Array(gguf);
    other[other.length - 1] = 1 + (other[other.length - 1] ?? 0);
    expect((await world.importFiles(file(other))).row.id).not.toBe(first.row.id);
    expect(await world.records.models()).toHaveLength(2);
  });

  it('is copied again when the copy is gone', async () => {
    const { row } = await world.importFiles(file(gguf));
    const kept = await world.kept();
    await world.clearFiles();
    await expect(ggufFiles(row as GgufRow)).rejects.toMatchObject({ code: 'gone' });
    await world.importFiles(file(gguf));
    expect(await world.kept()).toEqual(kept);
    expect(await ggufFiles(row as GgufRow)).toHaveLength(1);
  });

  it('may lie beside other files, which are left alone', async () => {
    const { row } = await world.importFiles(file('# About', 'README.md'), file(gguf));
    expect((row as GgufRow).parts).toHaveLength(1);
  });
});

describe('a split model', () => {
  it('is taken in whatever order, and its parts are kept in theirs', async () => {
    const { row, bytes } = await world.importFiles(part(2, 3), part(0, 3), part(1, 3));
    const names = [0, 1, 2].map((index) => partName(index, 3));
    expect((row as GgufRow).parts.map(({ name }) => name)).toEqual(names);
    const files = await ggufFiles(row as GgufRow);
    expect(files.map(({ name }) => name)).toEqual(names);
    expect(files.reduce((sum, { size }) => sum + size, 0)).toBe(bytes);
  });

  it('names the parts that are missing', async () => {
    await world.refuses(
      [part(1, 3)],
      /split into 3 files.*tiny-00001-of-00003\.gguf, tiny-00003-of-00003\.gguf/,
    );
  });

  it('refuses a part that was renamed to look whole, and a whole model named like a part', async () => {
    await world.refuses([file(part(0, 2), 'tiny.gguf')], /part 1 of 2.*Choose all 2 parts/);
    await world.refuses([file(gguf, partName(0, 2)), file(gguf, partName(1, 2))], /whole model/);
    await world.refuses([file(part(1, 2), partName(0, 2)), file(part(0, 2), partName(1, 2))], /part 2 of 2/);
  });

  it('may be of one part', async () => {
    const { row } = await world.importFiles(file(gguf, partName(0, 1)));
    expect((row as GgufRow).parts).toEqual([{ name: partName(0, 1), url: null }]);
  });

  it('refuses files of two models', async () => {
    await world.refuses([file(gguf, 'a.gguf'), file(gguf, 'b.gguf')], /not one model: a\.gguf, b\.gguf/);
    await world.refuses([part(0, 2), part(1, 2), file(gguf, 'b.gguf')], /not one model/);
    await world.refuses([part(0, 2), part(0, 2)], /not one model/);
  });
});

describe('what is no model that can be run', () => {
  it.each<[string, File, RegExp]>([
    ['another kind of file', file('<html>Sign in</html>'.repeat(9)), /tiny\.gguf: This is no GGUF file/],
    ['a file cut short', file(gguf.slice(0, -1)), /tiny\.gguf: The end of this file is missing/],
    ['one cut in its header', file(gguf.slice(0, 900)), /tiny\.gguf: The end of this file is missing/],
    ['an empty file', file(''), /tiny\.gguf: This is no GGUF file/],
    [
      'a model that makes vectors',
      file(randomGguf({ vocabulary, metadata: { 'general.architecture': text('bert') } })),
      /doesn’t write text \(bert\)/,
    ],
    [
      'the eye of another model',
      file(writeGguf({ metadata: { 'general.architecture': text('clip') }, tensors: [] }), 'mmproj.gguf'),
      /doesn’t write text \(clip\)/,
    ],
    [
      'an addition to a model',
      file(writeGguf({ metadata: { 'general.architecture': text('llama') }, tensors: [] })),
      /no vocabulary/,
    ],
    [
      'no model at all',
      file('Dear diary', 'diary.txt'),
      /There is no model in what was chosen \(diary\.txt\)/,
    ],
  ])('is refused: %s', async (_, refused, message) => {
    await world.refuses([refused], message);
  });

  it('is refused when it is more than the CPU engine can hold, before a byte is copied', async () => {
    const huge = file(gguf);
    // The sparse rest of a file of 5 GB, which is never read.
    Object.defineProperty(huge, 'size', { value: 5e9 });
    await world.refuses([huge], /5\.2 GB of memory.*at most 4\.3 GB/);
  });
});

describe('keeping', () => {
  it('needs room, and says how much', async () => {
    world.estimate = { usage: 90e6, quota: 100e6 };
    await world.refuses([file(gguf)], /The model takes \d+ kB, and the browser has 10 MB/);
  });

  it('keeps nothing when the disk is full in the midst of it', async () => {
    world.failKeepingAfter(1, new DOMException('Full.', 'QuotaExceededError'));
    await world.refuses([part(0, 2), part(1, 2)], /ran out of room while it was copied\. Nothing was kept/);
  });

  it('keeps nothing when a file is taken away meanwhile', async () => {
    const gone = file(gguf);
    gone.stream = () => {
      throw new DOMException('Gone.', 'NotReadableError');
    };
    await world.refuses([gone], /could not be read to the end/);
  });

  it('stops with the signal’s reason, and keeps nothing', async () => {
    const controller = new AbortController();
    controller.abort(new Error('Enough.'));
    await expect(world.importUntil(controller.signal, file(gguf))).rejects.toThrow('Enough.');
    expect(await world.kept()).toEqual([]);
  });

  it('frees what an import left that was ended with its tab, and nothing that is noted', async () => {
    const { row } = await world.importFiles(file(gguf));
    const kept = await world.kept();
    await world.leaveRest();
    expect(await world.kept()).not.toEqual(kept);
    await world.importFiles(file(gguf));
    expect(await world.kept()).toEqual(kept);
    expect(await ggufFiles(row as GgufRow)).toHaveLength(1);
  });
});
