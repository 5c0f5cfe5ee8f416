import type { StoresUnderTest } from './stores-under-test.fixture.ts';
import { TransientDatabase } from './transient-database.ts';
import { TransientIndexStore } from './transient-index-store.ts';
import { TransientLibraryStore } from './transient-library-store.ts';
import { TransientMemoryStore } from './transient-memory-store.ts';
import { TransientWorkspaceStore } from './transient-workspace-store.ts';

export function transientStores(): StoresUnderTest {
  const database = new TransientDatabase();
  return {
    memory: new TransientMemoryStore(database),
    library: new TransientLibraryStore(database),
    workspace: new TransientWorkspaceStore(database),
    index: new TransientIndexStore(database),
    dispose: async () => {},
  };
}
