import { expect, test } from 'vitest';
import { readDroppedFiles } from './read-dropped-files.ts';
import { sortFiles } from './sort-files.ts';

const named = (...paths: readonly string[]) =>
  paths.map((path) => ({ path, file: new File([path], path.split('/').at(-1) ?? path) }));
const pathsOf = (models: ReturnType<typeof sortFiles>['models']) =>
  models.map((files) => files.map((it) => it.path));

test('models are told from documents by their names', () => {
  const { models, documents } = sortFiles(named('lease.pdf', 'gemma.GGUF', 'notes.gguf.md'));
  expect(pathsOf(models)).toEqual([['gemma.GGUF']]);
  expect(documents.map((it) => it.name)).toEqual(['lease.pdf', 'notes.gguf.md']);
});

test('the parts of a split model are one, two models are two', () => {
  const files = named('a-00001-of-00002.gguf', 'b.gguf', 'a-00002-of-00002.gguf', 'a-00001-of-00003.gguf');
  expect(pathsOf(sortFiles(files).models)).toEqual([
    ['a-00001-of-00002.gguf', 'a-00002-of-00002.gguf'],
    ['b.gguf'],
    ['a-00001-of-00003.gguf'],
  ]);
});

test('a folder of web-llm is one model with all its files', () => {
  const files = named('qwen/mlc-chat-config.json', 'qwen/params_shard_0.bin', 'qwen/sub/x.json', 'readme.md');
  const { models, documents } = sortFiles(files);
  expect(pathsOf(models)).toEqual([
    ['qwen/mlc-chat-config.json', 'qwen/params_shard_0.bin', 'qwen/sub/x.json'],
  ]);
  expect(documents.map((it) => it.name)).toEqual(['readme.md']);
});

test('where a model is wanted, what is none goes to the worker for the reason', () => {
  expect(pathsOf(sortFiles(named('photo.png', 'dir/a.bin', 'dir/b.bin'), true).models)).toEqual([
    ['photo.png'],
    ['dir/a.bin', 'dir/b.bin'],
  ]);
  // Beside a model, a README is nothing to complain of.
  const { models, documents } = sortFiles(named('dir/a.gguf', 'dir/README.md'), true);
  expect(pathsOf(models)).toEqual([['dir/a.gguf']]);
  expect(documents).toEqual([]);
});

interface FakeEntry {
  readonly name: string;
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly fullPath: string;
}

function fileEntry(fullPath: string): FakeEntry {
  const file = new File(['x'], fullPath.split('/').at(-1) ?? '');
  const entry = {
    name: fullPath.split('/').at(-1) ?? '',
    isFile: true,
    isDirectory: false,
    fullPath,
    file: (done: (file: File) => void) => done(file),
  };
  return entry;
}

function folderEntry(fullPath: string, children: readonly FakeEntry[]): FakeEntry {
  const createReader = () => {
    const left = [...children];
    // As browsers do: some at a time, then none.
    return { readEntries: (done: (entries: FakeEntry[]) => void) => done(left.splice(0, 2)) };
  };
  const name = fullPath.split('/').at(-1) ?? '';
  const entry = { name, isFile: false, isDirectory: true, fullPath, createReader };
  return entry;
}

function dropped(...entries: readonly FakeEntry[]): DataTransfer {
  const files = entries.map((it) => new File(['x'], it.fullPath.slice(1)));
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
  return { items, files } as unknown as DataTransfer;
}

test('a dropped folder gives all that is in it, with the paths', async () => {
  const folder = folderEntry('/qwen', [
    fileEntry('/qwen/a'),
    fileEntry('/qwen/b'),
    folderEntry('/qwen/sub', [fileEntry('/qwen/sub/c')]),
  ]);
  const files = await readDroppedFiles(dropped(folder, fileEntry('/d.pdf')));
  expect(files.map((it) => it.path)).toEqual(['qwen/a', 'qwen/b', 'qwen/sub/c', 'd.pdf']);
  expect(files.map((it) => it.file.name)).toEqual(['a', 'b', 'c', 'd.pdf']);
});

test('of a folder, what systems and tools keep there is passed over', async () => {
  const folder = folderEntry('/notes', [
    fileEntry('/notes/.DS_Store'),
    fileEntry('/notes/a.md'),
    folderEntry('/notes/.git', [fileEntry('/notes/.git/config')]),
    folderEntry('/notes/node_modules', [fileEntry('/notes/node_modules/b.md')]),
  ]);
  expect((await readDroppedFiles(dropped(folder))).map((it) => it.path)).toEqual(['notes/a.md']);
});

test('files alone come as they are, also where the browser knows no folders', async () => {
  const plain = await readDroppedFiles(dropped(fileEntry('/d.pdf')));
  expect(plain.map((it) => it.path)).toEqual(['d.pdf']);
  const data = { items: [{}], files: [new File(['x'], 'e.pdf')] } as unknown as DataTransfer;
  expect((await readDroppedFiles(data)).map((it) => it.path)).toEqual(['e.pdf']);
});
