import { type OpenDatabaseOptions, openDatabase } from './database.ts';
import { DexieIndexStore } from './dexie-index-store.ts';
import { DexieLibraryStore } from './dexie-library-store.ts';
import { DexieMemoryStore } from './dexie-memory-store.ts';
import { DexieWorkspaceStore } from './dexie-workspace-store.ts';
import type { ReopenedStores } from './stored-index.contract.ts';

/** Stores whose index is packed by two texts and more, so that little is enough for merging and compacting. */
export async function openSmallPieces(options: OpenDatabaseOptions): Promise<ReopenedStores> {
  const database = await openDatabase(options);
  return {
    stores: {
      memory: new DexieMemoryStore(database),
      library: new DexieLibraryStore(database),
      workspace: new DexieWorkspaceStore(database),
      index: new DexieIndexStore(database, { mostSealed: 4, leastSealed: 2, mostTexts: 9, manyNames: 2 }),
    },
    reopen: async () => {
      database.close();
      return openSmallPieces(options);
    },
    dispose: () => database.delete(),
  };
}
