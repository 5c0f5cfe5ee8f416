import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { schemaVersion } from './migrations.ts';
import { openStores } from './open-stores.ts';

/** In IndexedDB's own counting. */
const newer = 10 * (schemaVersion + 1);

describe('in Chromium', () => {
  let name: string;
  beforeEach(() => {
    name = `database ${crypto.randomUUID()}`;
  });
  afterEach(() => void indexedDB.deleteDatabase(name));

  it('writes are on the disk before they resolve', async () => {
    const database = await openDatabase({ name });
    const durability = await database.transaction(
      'rw',
      database.settings,
      async (transaction) => transaction.idbtrans.durability,
    );
    expect(durability).toBe('strict');
    database.close();
  });

  it('a newer database is refused and left as it is', async () => {
    await openNative(name, newer);
    await expect(openStores({ name })).rejects.toMatchObject({ name: 'StorageError', code: 'closed' });
    expect(await indexedDB.databases()).toContainEqual({ name, version: newer });
  });

  it('another tab that upgrades closes this one', async () => {
    let outdated = 0;
    const { memory } = await openStores({ name, onOutdated: () => outdated++ });
    await openNative(name, newer);
    expect(outdated).toBe(1);
    await expect(memory.conversation('c1')).rejects.toMatchObject({ code: 'closed' });
  });
});

/** Opens and closes the database at a version of IndexedDB's own, as another tab would. */
function openNative(name: string, version: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result.close());
  });
}
