import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { openDatabase } from './database.ts';
import { schemaVersion } from './migrations.ts';

describe('openDatabase', () => {
  it('makes every transaction durable before it resolves', async () => {
    const database = await openDatabase({ name: 'db', indexedDB: new IDBFactory(), IDBKeyRange });
    const durability = await database.transaction(
      'rw',
      database.settings,
      async (transaction) => transaction.idbtrans.durability,
    );
    expect(durability).toBe('strict');
    database.close();
  });

  it('refuses a database that a newer Pagefile has written, and changes nothing in it', async () => {
    const indexedDB = new IDBFactory();
    const newer = 10 * (schemaVersion + 1);
    await createNative(indexedDB, newer);
    const opened = openDatabase({ name: 'db', indexedDB, IDBKeyRange });
    await expect(opened).rejects.toMatchObject({ name: 'StorageError', code: 'closed' });
    await expect(opened).rejects.toThrow('newer version of Pagefile');
    expect(await indexedDB.databases()).toEqual([{ name: 'db', version: newer }]);
  });

  it('refuses it also where the browser does not list its databases', async () => {
    const indexedDB = new IDBFactory();
    await createNative(indexedDB, 10 * (schemaVersion + 1));
    indexedDB.databases = () => Promise.reject(new Error('not offered'));
    const opened = openDatabase({ name: 'db', indexedDB, IDBKeyRange });
    await expect(opened).rejects.toMatchObject({ name: 'StorageError', code: 'closed' });
  });

  it('closes itself and says so when another tab upgrades', async () => {
    const indexedDB = new IDBFactory();
    const onOutdated = vi.fn();
    const database = await openDatabase({ name: 'db', indexedDB, IDBKeyRange, onOutdated });
    const onBlocked = vi.fn();
    await createNative(indexedDB, 10 * (schemaVersion + 1), onBlocked);
    expect(onOutdated).toHaveBeenCalledOnce();
    expect(onBlocked).not.toHaveBeenCalled();
    await expect(database.settings.get('a')).rejects.toThrow();
  });

  it('says when another tab holds it back, and opens once that tab lets go', async () => {
    const indexedDB = new IDBFactory();
    const holder = await createNative(indexedDB, 1, undefined, false);
    const onBlocked = vi.fn(() => holder.close());
    const database = await openDatabase({ name: 'db', indexedDB, IDBKeyRange, onBlocked });
    expect(onBlocked).toHaveBeenCalledOnce();
    expect(database.backendDB().version).toBe(10 * schemaVersion);
    database.close();
  });
});

/** Another tab's connection at this native version, closed again unless `close` is false. */
function createNative(
  factory: IDBFactory,
  version: number,
  onBlocked?: () => void,
  close = true,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open('db', version);
    if (onBlocked !== undefined) request.onblocked = onBlocked;
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      if (close) request.result.close();
      resolve(request.result);
    };
  });
}
