import { Dexie, type Table } from 'dexie';
import type { Precision } from '../choose-precision.ts';
import type { KeptRow } from '../model-row.ts';
import { filesFailures } from './files-failure.ts';
import { modelRecordMigrations } from './model-record-migrations.ts';
import { parseFileRecord, parseModelRecord } from './parse-model-record.ts';

/**
 * - `wanted`: the person agreed to the download, and it goes on whenever the app runs;
 * - `paused`: they stopped it; what came is kept;
 * - `ready`: every file is in its place;
 * - `failed`: see `message`; what came whole is kept.
 */
export type KeptState = 'wanted' | 'paused' | 'ready' | 'failed';

/** What is noted of one model in one precision. */
export interface ModelRecord {
  /** `modelKey` of row and precision. */
  readonly key: string;
  readonly row: KeptRow;
  /** `null` where the files are the same in every precision. */
  readonly precision: Precision | null;
  readonly state: KeptState;
  /** For the person, when it failed; else empty. */
  readonly message: string;
  /** Of all files; `null` until their list has come. */
  readonly totalBytes: number | null;
  /** The commit that the files are of, as the host names it; `null` when it doesn't. */
  readonly revision: string | null;
  /** When the state last changed, in ms since 1970. */
  readonly at: number;
}

/** What is noted of one file of a model. A file that several models share has a record for each. */
export interface FileRecord {
  /** `key` of its model. */
  readonly model: string;
  /** Where it lies once it is whole: `cachePlace` or `folderPlace`. */
  readonly place: string;
  /** Where it came from; `null` for the person's own file. */
  readonly url: string | null;
  /** `null` until it is known. */
  readonly bytes: number | null;
  /** Of the whole file, in hex: what `verify` compares with. `null` until it is whole. */
  readonly sha256: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** What of it is safely on this device; all of it once it is kept. */
  readonly receivedBytes: number;
  /** It lies whole in its place. */
  readonly isKept: boolean;
}

class ModelDatabase extends Dexie {
  declare readonly models: Table<ModelRecord, string>;
  declare readonly files: Table<FileRecord, [string, string]>;

  constructor(name: string) {
    // Durable before it resolves: a note says what has been flushed, and must not be older than the file.
    super(name, { autoOpen: false, cache: 'disabled', chromeTransactionDurability: 'strict' });
    for (const { version, tables } of modelRecordMigrations) this.version(version).stores(tables);
    // Another tab upgrades: whoever holds this connection is told by the next call, which rejects.
    this.on('versionchange', () => {
      this.close();
      return false;
    });
  }
}

/** Dexie counts in tenths: its version 1 is IndexedDB's version 10. */
const nativeVersionsPerVersion = 10;

function isNewer(nativeVersion: number): boolean {
  return Math.floor(nativeVersion / nativeVersionsPerVersion) > modelRecordMigrations.length;
}

// On localhost Dexie would print every failure, also those that are answered for.
Dexie.debug = false;

/**
 * What is noted of models' files, in a database of its own: it is written several times a second while a
 * download runs, and losing it must not touch a conversation. Every method rejects with the platform's error.
 */
export class ModelRecords {
  static readonly databaseName = 'pagefile-models';
  readonly #database: ModelDatabase;

  /** @throws FilesFailure `newer` when a newer Pagefile has written it, which Dexie would open unasked */
  static async open(name = ModelRecords.databaseName): Promise<ModelRecords> {
    // Looked at before opening where the browser allows it: Dexie adds tables that it misses to a newer one.
    const listed = await indexedDB.databases().catch(() => []);
    if (isNewer(listed.find((each) => each.name === name)?.version ?? 0)) throw filesFailures.newer();
    const database = new ModelDatabase(name);
    await database.open();
    if (isNewer(database.backendDB().version)) {
      database.close();
      throw filesFailures.newer();
    }
    return new ModelRecords(database);
  }

  private constructor(database: ModelDatabase) {
    this.#database = database;
  }

  /** All models; rows that another version left in a form that this one can't read are passed over. */
  async models(): Promise<ModelRecord[]> {
    const rows: unknown[] = await this.#database.models.toArray();
    return rows.map(parseModelRecord).filter((record) => record !== null);
  }

  async model(key: string): Promise<ModelRecord | null> {
    return parseModelRecord(await this.#database.models.get(key));
  }

  async putModel(record: ModelRecord): Promise<void> {
    await this.#database.models.put(record);
  }

  /** All files, or those of one model. */
  async files(key?: string): Promise<FileRecord[]> {
    const { files } = this.#database;
    const range =
      key === undefined ? files : files.where('[model+place]').between([key, ''], [key, '\uffff']);
    const rows: unknown[] = await range.toArray();
    return rows.map(parseFileRecord).filter((record) => record !== null);
  }

  /** Records of every model that has a file there. */
  async filesAt(place: string): Promise<FileRecord[]> {
    const rows: unknown[] = await this.#database.files.where('place').equals(place).toArray();
    return rows.map(parseFileRecord).filter((record) => record !== null);
  }

  async putFiles(files: readonly FileRecord[]): Promise<void> {
    await this.#database.files.bulkPut([...files]);
  }

  async removeFile(key: string, place: string): Promise<void> {
    await this.#database.files.delete([key, place]);
  }

  /** A model and its files, all or nothing: what an import notes once everything is kept. */
  async putAll(model: ModelRecord, files: readonly FileRecord[]): Promise<void> {
    const { models, files: table } = this.#database;
    await this.#database.transaction('rw', models, table, async () => {
      await models.put(model);
      await table.bulkPut([...files]);
    });
  }

  /** Forgets a model and its files; the files themselves stay. */
  async forget(key: string): Promise<void> {
    const { models, files } = this.#database;
    await this.#database.transaction('rw', models, files, async () => {
      await models.delete(key);
      await files.where('[model+place]').between([key, ''], [key, '\uffff']).delete();
    });
  }

  close(): void {
    this.#database.close();
  }
}
