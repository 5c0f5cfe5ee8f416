import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { HybridMemorySearch } from './hybrid-memory-search.ts';
import { migrations, schemaVersion } from './migrations.ts';
import { openStores } from './open-stores.ts';
import {
  sampleDocument,
  sampleEdit,
  sampleMessage,
  sampleNote,
  sampleNoteEdit,
  samplePassage,
  sampleProposal,
} from './sample-rows.fixture.ts';
import { storedVectors } from './stored-vectors.fixture.ts';

/** One test for each migration, under its name. A new migration without one fails the first test below. */
const migrationTests: Readonly<Record<string, () => Promise<void>>> = {
  initial: async () => {
    const database = await openDatabase({ name: 'new', indexedDB: new IDBFactory(), IDBKeyRange });
    expect(database.backendDB().version).toBe(10 * schemaVersion);
    const tables = [...database.backendDB().objectStoreNames];
    const declared = migrations.flatMap((migration) => Object.keys(migration.tables));
    expect(tables.sort()).toEqual([...new Set(declared)].sort());
    for (const table of database.tables) expect(await table.count()).toBe(0);
    database.close();
  },
  'segments, a tail and tombstones': async () => {
    const indexedDB = new IDBFactory();
    await createVersion1(indexedDB);
    const { index, library, memory, close } = await openStores({ name: 'old', indexedDB, IDBKeyRange });
    const search = new HybridMemorySearch({ index, library, memory });
    await search.load();
    const query = { text: 'lantern', page: 1, pageSize: 9 };
    const passages = await search.archival(query);
    expect(passages.hits.map(({ passage }) => passage.id).sort()).toEqual(['n1', 'p1']);
    const messages = await search.recall(query);
    expect(messages.hits.map(({ message }) => message.id)).toEqual(['m1']);
    expect((await storedVectors(index, 'model', 3)).map(({ id }) => id).sort()).toEqual(['m1', 'p1']);
    expect((await library.queuedTexts(9)).map(({ id }) => id)).toEqual(['n1']);
    expect(await library.vectorModels()).toEqual({ searched: 'model', queued: 'model' });
    await library.removeDocument('d1');
    expect((await storedVectors(index, 'model', 3)).map(({ id }) => id)).toEqual(['m1']);
    close();
  },
  'proposals, and what writes rest on': async () => {
    const indexedDB = new IDBFactory();
    await createVersion2(indexedDB);
    const { memory, workspace, close } = await openStores({ name: 'old', indexedDB, IDBKeyRange });
    const before = { blockEdits: [sampleEdit('b1')], noteEdits: [sampleNoteEdit('e1')] };
    expect(await memory.editsOfRuns(['r1'])).toEqual(before);
    expect(await workspace.blockEdits('a1', 'human')).toEqual(before.blockEdits);
    expect(await memory.proposals('a1')).toEqual([]);
    await memory.commit({
      blockEdits: [sampleEdit('b2', { sources: ['d1'] })],
      noteEdits: [sampleNoteEdit('e2', { sources: ['d1'] })],
      proposals: [sampleProposal('o1')],
    });
    const { blockEdits, noteEdits } = await memory.editsFromDocument('d1');
    expect([...blockEdits, ...noteEdits].map(({ id }) => id)).toEqual(['b2', 'e2']);
    expect((await memory.editsOfRuns(['r1'])).blockEdits.map(({ id }) => id)).toEqual(['b1', 'b2']);
    expect((await memory.proposals('a1')).map(({ id }) => id)).toEqual(['o1']);
    close();
  },
};

/** A database as version 1 left it: a document of one passage, a note, three messages, and vectors of two texts. */
async function createVersion1(indexedDB: IDBFactory): Promise<void> {
  const [first] = migrations;
  const old = new Dexie('old', { indexedDB, IDBKeyRange });
  old.version(1).stores(first?.tables ?? {});
  const text = 'A red lantern.';
  await old.table('documents').add(sampleDocument('d1'));
  await old.table('passages').bulkAdd([
    { ...samplePassage('p1', { text }), owner: 'document:d1' },
    { ...sampleNote('n1', { text }), owner: 'notes' },
  ]);
  await old
    .table('messages')
    .bulkAdd([
      sampleMessage('m1', { text }),
      sampleMessage('silent', { text: '' }),
      sampleMessage('replaced', { text, abandoned: true }),
    ]);
  await old.table('embed_queue').add({ kind: 'passage', id: 'n1', owner: 'notes' });
  const vectors = { modelId: 'model', values: Int8Array.of(1, 2, 3), scales: Float32Array.of(0.5) };
  await old.table('vector_segments').bulkAdd([
    { ...vectors, kind: 'passage', ids: ['p1'], owners: ['document:d1'] },
    { ...vectors, kind: 'message', ids: ['m1'], owners: ['conversation:c1'] },
  ]);
  old.close();
}

/** A database as version 2 left it: an edit of core memory and one of a note. */
async function createVersion2(indexedDB: IDBFactory): Promise<void> {
  const old = new Dexie('old', { indexedDB, IDBKeyRange });
  for (const { version, tables } of migrations.slice(0, 2)) old.version(version).stores(tables);
  await old.table('block_edits').add(sampleEdit('b1'));
  await old.table('note_edits').add(sampleNoteEdit('e1'));
  old.close();
}

describe('migrations', () => {
  it('have a test each', () => {
    expect(Object.keys(migrationTests)).toEqual(migrations.map(({ name }) => name));
  });

  it('are numbered from 1 without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
    expect(schemaVersion).toBe(migrations.at(-1)?.version);
  });

  for (const [name, test] of Object.entries(migrationTests)) it(`run: ${name}`, test);
});
