import { libraryStoreContract } from './library-store.contract.ts';
import { memorySearchContract } from './memory-search.contract.ts';
import { memoryStoreContract } from './memory-store.contract.ts';
import type { StoresUnderTest } from './stores-under-test.fixture.ts';
import { TransientDatabase } from './transient-database.ts';
import { TransientLibraryStore } from './transient-library-store.ts';
import { TransientMemoryStore } from './transient-memory-store.ts';
import { TransientWorkspaceStore } from './transient-workspace-store.ts';
import { workspaceStoreContract } from './workspace-store.contract.ts';

async function createStores(): Promise<StoresUnderTest> {
  const database = new TransientDatabase();
  return {
    memory: new TransientMemoryStore(database),
    library: new TransientLibraryStore(database),
    workspace: new TransientWorkspaceStore(database),
    dispose: async () => {},
  };
}

memoryStoreContract('transient', createStores);
libraryStoreContract('transient', createStores);
workspaceStoreContract('transient', createStores);
memorySearchContract('transient', createStores);
