import type { OpenStores } from './open-stores.ts';
import { TransientDatabase } from './transient-database.ts';
import { TransientIndexStore } from './transient-index-store.ts';
import { TransientLibraryStore } from './transient-library-store.ts';
import { TransientMemoryStore } from './transient-memory-store.ts';
import { TransientWorkspaceStore } from './transient-workspace-store.ts';

/** Stores that live in memory alone, empty at first: what is in them is gone with them. */
export function transientStores(): OpenStores {
  const database = new TransientDatabase();
  return {
    kind: 'memory',
    memory: new TransientMemoryStore(database),
    library: new TransientLibraryStore(database),
    workspace: new TransientWorkspaceStore(database),
    index: new TransientIndexStore(database),
    close: () => {},
  };
}
