import type { MemoryStore } from '../kernel/memory-store.ts';
import { type Database, type OpenDatabaseOptions, openDatabase } from './database.ts';
import { DexieIndexStore } from './dexie-index-store.ts';
import { DexieLibraryStore } from './dexie-library-store.ts';
import { DexieMemoryStore } from './dexie-memory-store.ts';
import { DexieWorkspaceStore } from './dexie-workspace-store.ts';
import type { IndexStore } from './index-store.ts';
import type { LibraryStore } from './library-store.ts';
import { toStorageError } from './storage-failure.ts';
import { transientStores } from './transient-stores.ts';
import type { WorkspaceStore } from './workspace-store.ts';

/** The stores behind the kernel's and the app's ports, all on one database. */
export interface OpenStores {
  /** `memory`: the browser offers no database here, so nothing outlives the tab. */
  readonly kind: 'device' | 'memory';
  readonly memory: MemoryStore;
  readonly library: LibraryStore;
  readonly workspace: WorkspaceStore;
  readonly index: IndexStore;
  /** Later calls of the stores reject with `closed`; what lived in memory alone is gone. */
  close(): void;
}

/** How browsers say that there is no database to be had here at all (no API, private mode, blocked site). */
const unavailable = new Set([
  'MissingAPIError',
  'SecurityError',
  'InvalidStateError',
  'NotAllowedError',
  'UnknownError',
]);

/**
 * Opens the database, or stores that live in memory where the browser refuses to have one. A database that is
 * merely newer, full or held by another tab is no such refusal: what is stored there must not seem lost.
 * Rejects with `StorageError` then; waits, after `onBlocked`, while another tab holds an older version.
 */
export async function openStores(options: OpenDatabaseOptions): Promise<OpenStores> {
  if ((options.indexedDB ?? globalThis.indexedDB) === undefined) return transientStores();
  try {
    return deviceStores(await openDatabase(options));
  } catch (error) {
    if (error instanceof Error && unavailable.has(error.name)) return transientStores();
    throw toStorageError(error, 'Pagefile could not open its storage. What is stored there was not changed.');
  }
}

function deviceStores(database: Database): OpenStores {
  return {
    kind: 'device',
    memory: new DexieMemoryStore(database),
    library: new DexieLibraryStore(database),
    workspace: new DexieWorkspaceStore(database),
    index: new DexieIndexStore(database),
    close: () => database.close(),
  };
}
