import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchivalSpan, PassageHit } from '../kernel/memory-search.ts';
import { HybridMemorySearch } from './hybrid-memory-search.ts';
import { sampleNote, samplePassage } from './sample-rows.fixture.ts';
import { embedAll, searchOver } from './searched-rows.fixture.ts';
import type { CreateStores, StoresUnderTest } from './stores-under-test.fixture.ts';

/** What MemorySearch must do where a part of archival is searched (kernel/memory-search.ts, `within`). */
export function archivalSpansContract(name: string, create: CreateStores): void {
  describe(`MemorySearch within a span: ${name}`, () => {
    let stores: StoresUnderTest;
    beforeEach(async () => {
      stores = await create();
    });
    afterEach(() => stores.dispose());

    it('finds what lies in it and nothing else, by words and by meaning', async () => {
      const search = await searchOver(stores, library);
      const query = { text: 'car engine', page: 1, pageSize: 9 };
      const found = async (within: ArchivalSpan) => {
        const { hits, total } = await search.archival({ ...query, within });
        expect(total).toBe(hits.length);
        return ids(hits).sort();
      };
      const byWords = await Promise.all(spans.map(([span]) => found(span)));
      expect(byWords).toEqual(spans.map(([, words]) => words));
      await embedAll(stores, search);
      const byMeaning = await Promise.all(spans.map(([span]) => found(span)));
      expect(byMeaning).toEqual(spans.map(([, words, more]) => [...words, ...more].sort()));
      expect(ids((await search.archival(query)).hits)).toHaveLength(8);
    });

    it('finds the same in another session', async () => {
      const search = await searchOver(stores, library);
      const again = new HybridMemorySearch(stores);
      await again.load();
      for (const [within] of spans) {
        const query = { text: 'engine', page: 1, pageSize: 9, within };
        expect(await again.archival(query)).toEqual(await search.archival(query));
      }
    });

    it('pages through it under a true total', async () => {
      const passages = ['d1', 'd2', 'd3'].flatMap((documentId) =>
        Array.from({ length: 12 }, (_, ordinal) =>
          samplePassage(`${documentId} ${ordinal}`, { documentId, ordinal, text: `Lighthouse ${ordinal}` }),
        ),
      );
      const search = await searchOver(stores, { passages });
      const within = { documentIds: ['d3', 'd1'], notes: true };
      const seen: string[] = [];
      for (const page of [1, 2, 3]) {
        const result = await search.archival({ text: 'lighthouse', page, pageSize: 10, within });
        expect(result).toMatchObject({ page, pages: 3, total: 24 });
        seen.push(...ids(result.hits));
      }
      const expected = passages.filter(({ documentId }) => documentId !== 'd2').map(({ id }) => id);
      expect(seen.sort()).toEqual(expected.sort());
      const last = await search.archival({ text: 'lighthouse', page: 9, pageSize: 10, within });
      expect(last).toMatchObject({ page: 3, total: 24 });
    });

    it('follows what is added to it and removed from it', async () => {
      const { memory } = stores;
      const search = await searchOver(stores, library);
      const query = { text: 'engine', page: 1, pageSize: 9, within: { documentIds: ['d2'], notes: true } };
      const found = async () => ids((await search.archival(query)).hits).sort();
      expect(await found()).toEqual(['engine2', 'note']);
      const note = sampleNote('late', { text: 'The engine hums.' });
      await memory.commit({ notes: [note], removedNotes: ['note'] });
      search.noteAdded(note);
      search.noteRemoved('note');
      expect(await found()).toEqual(['engine2', 'late']);
      await stores.library.removeDocument('d2');
      search.documentRemoved(['engine2', 'vehicle2']);
      expect(await found()).toEqual(['late']);
    });
  });
}

const library = {
  passages: ['1', '2', '3'].flatMap((number) => {
    const documentId = `d${number}`;
    return [
      samplePassage(`engine${number}`, { documentId, text: 'The engine needs oil.', ordinal: 0 }),
      samplePassage(`vehicle${number}`, { documentId, text: 'A vehicle', ordinal: 1 }),
    ];
  }),
  notes: [
    sampleNote('note', { text: 'Ada fixed the engine.' }),
    sampleNote('thought', { text: 'My automobile', sources: ['d1'] }),
  ],
};

/** Spans with what they hold that has a word of the query, and that only has its meaning. */
const spans: readonly [span: ArchivalSpan, byWords: string[], byMeaning: string[]][] = [
  [{ documentIds: ['d2'], notes: false }, ['engine2'], ['vehicle2']],
  [{ documentIds: ['d2'], notes: true }, ['engine2', 'note'], ['thought', 'vehicle2']],
  [{ documentIds: ['d3', 'd1'], notes: false }, ['engine1', 'engine3'], ['vehicle1', 'vehicle3']],
  [{ documentIds: ['d1', 'd3', 'd1'], notes: false }, ['engine1', 'engine3'], ['vehicle1', 'vehicle3']],
  [
    { documentIds: ['d1', 'd2', 'd3'], notes: true },
    ['engine1', 'engine2', 'engine3', 'note'],
    ['thought', 'vehicle1', 'vehicle2', 'vehicle3'],
  ],
  [{ documentIds: [], notes: true }, ['note'], ['thought']],
  [{ documentIds: ['gone', 'd1'], notes: false }, ['engine1'], ['vehicle1']],
  [{ documentIds: ['gone'], notes: false }, [], []],
  [{ documentIds: [], notes: false }, [], []],
];

function ids(hits: readonly PassageHit[]): string[] {
  return hits.map(({ passage }) => passage.id);
}
