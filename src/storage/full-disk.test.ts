import type { DBCore } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { DexieLibraryStore } from './dexie-library-store.ts';
import { DexieMemoryStore } from './dexie-memory-store.ts';
import { DexieWorkspaceStore } from './dexie-workspace-store.ts';
import {
  sampleBlock,
  sampleConversation,
  sampleDocument,
  sampleEdit,
  sampleEvent,
  sampleMessage,
  sampleNote,
  samplePassage,
  sampleStep,
  sampleVector,
} from './sample-rows.fixture.ts';

describe('a full disk', () => {
  let database: Database;
  /** Writes that still fit. */
  let room: number;

  beforeEach(async () => {
    room = Number.POSITIVE_INFINITY;
    const indexedDB = new IDBFactory();
    database = await openDatabase({ name: 'db', indexedDB, IDBKeyRange });
    database.close();
    database.use({
      stack: 'dbcore',
      name: 'full disk',
      create: (core: DBCore) => ({
        ...core,
        table: (name) => {
          const table = core.table(name);
          return {
            ...table,
            mutate: (request) => {
              if (room-- > 0) return table.mutate(request);
              return Promise.reject(new DOMException('no room', 'QuotaExceededError'));
            },
          };
        },
      }),
    });
    await database.open();
  });

  it('stops a commit at any of its writes and leaves nothing of it', async () => {
    const memory = new DexieMemoryStore(database);
    const before = sampleConversation('c1', { title: 'before' });
    await memory.commit({ conversation: before, messages: [sampleMessage('m0')] });
    let refused = 0;
    for (let fits = 0; ; fits++) {
      const rows = await everything(database);
      room = fits;
      const commit = memory.commit({
        conversation: sampleConversation('c1', { headId: 'm1' }),
        messages: [sampleMessage('m1')],
        blocks: [sampleBlock('human')],
        blockEdits: [sampleEdit('b1')],
        notes: [sampleNote('n1')],
        removedNotes: ['n0'],
        step: sampleStep('s1'),
        addedEvents: [sampleEvent('v1')],
        partialReply: { conversationId: 'c1', runId: 'r1', text: '', at: 1 },
      });
      const error = await commit.then(() => null).catch((reason: unknown) => reason);
      room = Number.POSITIVE_INFINITY;
      if (error === null) break;
      refused++;
      expect(error).toMatchObject({ name: 'StorageError', code: 'full' });
      expect(String(error)).toMatch(/no space left.*Nothing of this was stored; everything before is safe/);
      expect(await everything(database)).toEqual(rows);
    }
    expect(refused).toBeGreaterThan(8);
    expect(await memory.messages(['m0', 'm1'])).toHaveLength(2);
  });

  it('stops every other write the same way', async () => {
    const library = new DexieLibraryStore(database);
    const workspace = new DexieWorkspaceStore(database);
    await library.addDocument(sampleDocument('d1'), new ArrayBuffer(4));
    await library.storeExtraction(sampleDocument('d1'), { text: '', pages: null }, [samplePassage('p1')]);
    const rows = await everything(database);
    const writes = [
      () => library.addDocument(sampleDocument('d2'), new ArrayBuffer(4)),
      () => library.changeDocument('d1', (it) => ({ ...it, name: 'other' })),
      () => library.storeExtraction(sampleDocument('d1'), { text: 'x', pages: null }, [samplePassage('p2')]),
      () => library.storeVectors('model', [sampleVector('passage', 'p1')]),
      () => workspace.ensureAgent({ id: 'a1', name: 'A', createdAt: 1 }, [sampleBlock('human')]),
      () => workspace.saveDraft('c1', 'text'),
      () => workspace.saveSetting('theme', '1'),
    ];
    for (const write of writes) {
      room = 0;
      await expect(write()).rejects.toMatchObject({ name: 'StorageError', code: 'full' });
      room = Number.POSITIVE_INFINITY;
      expect(await everything(database)).toEqual(rows);
    }
  });
});

async function everything(database: Database): Promise<unknown> {
  const tables: [string, unknown[]][] = [];
  for (const table of database.tables) tables.push([table.name, await table.toArray()]);
  return tables;
}
