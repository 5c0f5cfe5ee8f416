import type { MemoryStore } from '../kernel/memory-store.ts';
import type { IndexStore } from './index-store.ts';
import type { LibraryStore } from './library-store.ts';
import type { WorkspaceStore } from './workspace-store.ts';

/** The stores of one fresh, empty database. */
export interface StoresUnderTest {
  readonly memory: MemoryStore;
  readonly library: LibraryStore;
  readonly workspace: WorkspaceStore;
  readonly index: IndexStore;
  /** Removes the database. */
  dispose(): Promise<void>;
}

export type CreateStores = () => Promise<StoresUnderTest>;
