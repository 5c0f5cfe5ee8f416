import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ggufModel } from './files-world.fixture.ts';
import { modelRecordMigrations } from './model-record-migrations.ts';
import { type FileRecord, type ModelRecord, ModelRecords } from './model-records.ts';

const { row } = ggufModel('gguf', 'catalogue');
const model: ModelRecord = {
  key: 'gguf',
  row,
  precision: null,
  state: 'paused',
  message: '',
  totalBytes: 100,
  revision: null,
  at: 5,
};
const file: FileRecord = {
  model: 'gguf',
  place: 'models/gguf/a.gguf',
  url: null,
  bytes: 100,
  sha256: null,
  etag: '"1"',
  lastModified: null,
  receivedBytes: 40,
  isKept: false,
};

let name: string;
beforeEach(() => {
  name = `records ${crypto.randomUUID()}`;
});
afterEach(() => void indexedDB.deleteDatabase(name));

/** The database at a version of IndexedDB's own, as another Pagefile would write it; `null` opens any. */
function openNative(version: number | null): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = version === null ? indexedDB.open(name) : indexedDB.open(name, version);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result);
  });
}

/** Puts rows as they are, past everything that would check them. */
async function putNative(table: string, rows: readonly unknown[]): Promise<void> {
  const database = await openNative(null);
  await new Promise((resolve, reject) => {
    const transaction = database.transaction(table, 'readwrite');
    for (const each of rows) transaction.objectStore(table).put(each);
    transaction.oncomplete = resolve;
    transaction.onerror = () => reject(transaction.error);
  });
  database.close();
}

describe('ModelRecords', () => {
  it('gives back what was noted, by model and by place, and forgets it', async () => {
    const records = await ModelRecords.open(name);
    const other = { ...file, model: 'gguf-2', isKept: true };
    await records.putAll(model, [file, other]);
    expect(await records.models()).toEqual([model]);
    expect(await records.model('gguf')).toEqual(model);
    expect(await records.model('gguf-2')).toBeNull();
    expect(await records.files('gguf')).toEqual([file]);
    expect(await records.files()).toEqual([file, other]);
    expect(await records.filesAt(file.place)).toEqual([file, other]);
    await records.forget('gguf');
    expect(await records.models()).toEqual([]);
    expect(await records.files()).toEqual([other]);
    await records.removeFile('gguf-2', file.place);
    expect(await records.files()).toEqual([]);
    records.close();
  });

  it('passes over rows that it can’t read, and fills in what only informs', async () => {
    const records = await ModelRecords.open(name);
    const { licence: _, ...sparse } = row;
    await putNative('models', [
      { key: 'no-row', state: 'ready' },
      { ...model, key: 'other-state', state: 'hibernating' },
      { ...model, key: 'other-engine', row: { ...row, engine: 'abacus' } },
      { ...model, key: 'no-parts', row: { ...row, parts: [{}] } },
      { key: 'gguf', row: sparse, state: 'paused', added: 'by a later version' },
    ]);
    await putNative('files', [{ ...file, bytes: 'many', receivedBytes: -1 }]);
    expect(await records.models()).toEqual([
      { ...model, row: { ...row, licence: '' }, totalBytes: null, at: 0 },
    ]);
    expect(await records.files()).toEqual([{ ...file, bytes: null, receivedBytes: 0 }]);
    records.close();
  });

  it('refuses what a newer Pagefile has written, and changes nothing in it', async () => {
    const newer = 10 * (modelRecordMigrations.length + 1);
    (await openNative(newer)).close();
    await expect(ModelRecords.open(name)).rejects.toMatchObject({ name: 'FilesFailure', code: 'newer' });
    expect(await indexedDB.databases()).toContainEqual({ name, version: newer });
  });

  it('lets a newer Pagefile in another tab upgrade, and is closed from then on', async () => {
    const records = await ModelRecords.open(name);
    (await openNative(10 * (modelRecordMigrations.length + 1))).close();
    await expect(records.models()).rejects.toThrow();
  });
});

/** One test for each migration, under its name. A new migration without one fails the first test below. */
const migrationTests: Readonly<Record<string, () => Promise<void>>> = {
  initial: async () => {
    const records = await ModelRecords.open(name);
    records.close();
    const database = await openNative(null);
    expect(database.version).toBe(10 * modelRecordMigrations.length);
    expect([...database.objectStoreNames]).toEqual(['files', 'models']);
    database.close();
  },
};

describe('the history of the database', () => {
  it('has a test for each migration, which are numbered from 1 without gaps', () => {
    expect(Object.keys(migrationTests)).toEqual(modelRecordMigrations.map((each) => each.name));
    expect(modelRecordMigrations.map(({ version }) => version)).toEqual(
      modelRecordMigrations.map((_, index) => index + 1),
    );
  });

  for (const [title, test] of Object.entries(migrationTests)) it(`runs: ${title}`, test);
});
