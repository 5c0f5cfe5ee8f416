import { beforeEach, expect, it } from 'vitest';
import type { DocumentState } from '../kernel/document.ts';
import type { DocumentText } from './library-store.ts';
import { sampleDocument } from './sample-rows.fixture.ts';
import { StoredLibrary } from './stored-library.ts';
import type { StoresUnderTest } from './stores-under-test.fixture.ts';
import { transientStores } from './transient-stores.fixture.ts';

let stores: StoresUnderTest;
let library: StoredLibrary;
beforeEach(() => {
  stores = transientStores();
  library = new StoredLibrary(stores.library);
});

it('names the documents that can be searched, newest first', async () => {
  const states: DocumentState[] = ['searchable', 'reading', 'ready', 'failed'];
  for (const [addedAt, state] of states.entries()) {
    await stores.library.addDocument(sampleDocument(state, { state, addedAt }), new ArrayBuffer(1));
  }
  expect((await library.documents()).map(({ id }) => id)).toEqual(['ready', 'searchable']);
});

it('tells the headings in order as plain text', async () => {
  await read('Lease\n\nThe  rent\nand deposit\n\nText.\n\n \n\nNotice', [
    [1, 'Lease'],
    [2, 'The  rent\nand deposit'],
    [2, ' '],
    [1, 'Notice'],
  ]);
  expect(await library.outline('d1', 9)).toEqual(['Lease', 'The rent and deposit', 'Notice']);
});

it('keeps the outermost where there are too many, and of the level that does not fit the first', async () => {
  await read('A a1 a2 B b1 x C', [
    [1, 'A'],
    [3, 'a1'],
    [2, 'a2'],
    [1, 'B'],
    [2, 'b1'],
    [6, 'x'],
    [1, 'C'],
  ]);
  expect(await library.outline('d1', 7)).toEqual(['A', 'a1', 'a2', 'B', 'b1', 'x', 'C']);
  expect(await library.outline('d1', 4)).toEqual(['A', 'a2', 'B', 'C']);
  expect(await library.outline('d1', 2)).toEqual(['A', 'B']);
  expect(await library.outline('d1', 0)).toEqual([]);
});

it('has nothing to tell of a document without headings, from before they were kept, or that is gone', async () => {
  await store({ text: 'Text.', pages: null, headings: [] });
  expect(await library.outline('d1', 9)).toEqual([]);
  await store({ text: 'Lease\n\nText.', pages: null });
  expect(await library.outline('d1', 9)).toEqual([]);
  await stores.library.removeDocument('d1');
  expect(await library.outline('d1', 9)).toEqual([]);
});

/** Stores a document with these headings, each looked for after the one before. */
async function read(text: string, headings: readonly (readonly [level: number, words: string])[]) {
  let end = 0;
  const ranges = headings.map(([level, words]) => {
    const start = text.indexOf(words, end);
    end = start + words.length;
    return { level, start, end };
  });
  await store({ text, pages: null, headings: ranges });
}

async function store(text: DocumentText): Promise<void> {
  await stores.library.addDocument(sampleDocument('d1'), new ArrayBuffer(1));
  await stores.library.storeExtraction(sampleDocument('d1', { state: 'searchable' }), text, []);
}
