import { Dexie, type Table } from 'dexie';
import { StorageError } from '../kernel/memory-store.ts';
import { migrations, schemaVersion } from './migrations.ts';
import type { Rows } from './stored-rows.ts';

export interface OpenDatabaseOptions {
  readonly name: string;
  /** Another tab upgrades or deletes the database: this connection has closed itself. Reload. */
  readonly onOutdated?: () => void;
  /** Another tab holds an older version open: opening waits until that tab is closed. */
  readonly onBlocked?: () => void;
  /** The platform's when left out. */
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
}

// On localhost Dexie would print every failure, also those that are answered for; elsewhere it does not.
Dexie.debug = false;

/** Dexie counts in tenths: its version 1 is IndexedDB's version 10. */
const nativeVersionsPerVersion = 10;

/**
 * The tables, as the architecture names them.
 *
 * Durability is strict, which Dexie offers for a whole connection only: a commit is on the disk before it
 * resolves, so memory outlives a power cut and not only a crash. It costs 1.2 times as much for bulk writes and
 * a disk flush per commit (facts/retrieval.md, C), and commits come at most once a step, batch or pause.
 */
export class Database extends Dexie {
  declare readonly agents: TableOf<'agents'>;
  declare readonly conversations: TableOf<'conversations'>;
  declare readonly messages: TableOf<'messages'>;
  declare readonly partial_replies: TableOf<'partial_replies'>;
  declare readonly drafts: TableOf<'drafts'>;
  declare readonly blocks: TableOf<'blocks'>;
  declare readonly block_edits: TableOf<'block_edits'>;
  declare readonly note_edits: TableOf<'note_edits'>;
  declare readonly proposals: TableOf<'proposals'>;
  declare readonly documents: TableOf<'documents'>;
  declare readonly document_files: TableOf<'document_files'>;
  declare readonly document_texts: TableOf<'document_texts'>;
  declare readonly passages: TableOf<'passages'>;
  declare readonly vector_segments: TableOf<'vector_segments'>;
  declare readonly embed_queue: TableOf<'embed_queue'>;
  declare readonly word_segments: TableOf<'word_segments'>;
  declare readonly text_tail: TableOf<'text_tail'>;
  declare readonly tombstones: TableOf<'tombstones'>;
  declare readonly segment_facts: TableOf<'segment_facts'>;
  declare readonly pending_events: TableOf<'pending_events'>;
  declare readonly epochs: TableOf<'epochs'>;
  declare readonly traces: TableOf<'traces'>;
  declare readonly settings: TableOf<'settings'>;

  constructor(options: OpenDatabaseOptions) {
    super(options.name, {
      autoOpen: false,
      cache: 'disabled',
      chromeTransactionDurability: 'strict',
      ...(options.indexedDB && { indexedDB: options.indexedDB }),
      ...(options.IDBKeyRange && { IDBKeyRange: options.IDBKeyRange }),
    });
    for (const { version, tables, upgrade } of migrations) {
      const declared = this.version(version).stores(tables);
      if (upgrade !== undefined) declared.upgrade(upgrade);
    }
  }
}

type TableOf<Name extends keyof Rows> = Table<Rows[Name][0], Rows[Name][1]>;

/**
 * Opens the database, creating or upgrading it. Rejects with `StorageError` `closed` when a newer Pagefile has
 * written it, which Dexie by itself would open without complaint; otherwise with the platform's own error.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  // Looked at before opening where the browser allows it: Dexie adds tables that it misses to a newer database.
  refuseNewer(await storedVersion(options));
  const database = new Database(options);
  database.on('blocked', () => {
    options.onBlocked?.();
    return false;
  });
  database.on('versionchange', () => {
    database.close();
    options.onOutdated?.();
    return false;
  });
  await database.open();
  try {
    refuseNewer(database.backendDB().version);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** IndexedDB's version of the stored database; 0 when there is none or the browser does not say. */
async function storedVersion(options: OpenDatabaseOptions): Promise<number> {
  const factory = options.indexedDB ?? globalThis.indexedDB;
  try {
    const databases = await factory.databases();
    return databases.find((each) => each.name === options.name)?.version ?? 0;
  } catch {
    return 0;
  }
}

function refuseNewer(nativeVersion: number): void {
  if (Math.floor(nativeVersion / nativeVersionsPerVersion) <= schemaVersion) return;
  const message =
    'What is stored here was written by a newer version of Pagefile. Nothing was changed. Reload this page, ' +
    'with a network connection, to get the newer version.';
  throw new StorageError('closed', message);
}
