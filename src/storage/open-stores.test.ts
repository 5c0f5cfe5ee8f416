import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { schemaVersion } from './migrations.ts';
import { openStores } from './open-stores.ts';
import { sampleConversation, sampleMessage } from './sample-rows.fixture.ts';

describe('openStores', () => {
  it('keeps everything on the device, for the next session too', async () => {
    const indexedDB = new IDBFactory();
    const first = await openStores({ name: 'db', indexedDB, IDBKeyRange });
    expect(first.kind).toBe('device');
    await first.memory.commit({ messages: [sampleMessage('m1')] });
    first.close();
    const second = await openStores({ name: 'db', indexedDB, IDBKeyRange });
    expect(await second.memory.messages(['m1'])).toEqual([sampleMessage('m1')]);
    expect(await second.library.queueLength()).toBe(1);
    second.close();
  });

  it('lives in memory where there is no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const stores = await openStores({ name: 'db' });
    expect(stores.kind).toBe('memory');
    await stores.memory.commit({ messages: [sampleMessage('m1')] });
    expect(await stores.memory.messages(['m1'])).toEqual([sampleMessage('m1')]);
    stores.close();
    vi.unstubAllGlobals();
  });

  for (const name of ['SecurityError', 'InvalidStateError', 'UnknownError']) {
    it(`lives in memory where opening is refused with ${name}`, async () => {
      vi.spyOn(console, 'warn').mockImplementation(() => {});
      const stores = await openStores({ name: 'db', indexedDB: refusing(name), IDBKeyRange });
      expect(stores.kind).toBe('memory');
      vi.restoreAllMocks();
    });
  }

  it('does not hide a newer database behind an empty memory', async () => {
    const indexedDB = new IDBFactory();
    await new Promise((resolve, reject) => {
      const request = indexedDB.open('db', 10 * (schemaVersion + 1));
      request.onerror = reject;
      request.onsuccess = () => resolve(request.result.close());
    });
    await expect(openStores({ name: 'db', indexedDB, IDBKeyRange })).rejects.toMatchObject({
      code: 'closed',
    });
  });

  it('does not hide a full disk behind an empty memory', async () => {
    const opened = openStores({ name: 'db', indexedDB: refusing('QuotaExceededError'), IDBKeyRange });
    await expect(opened).rejects.toMatchObject({ name: 'StorageError', code: 'full' });
  });

  it('answers with closed once another tab has taken the database over', async () => {
    const indexedDB = new IDBFactory();
    const onOutdated = vi.fn();
    const { memory } = await openStores({ name: 'db', indexedDB, IDBKeyRange, onOutdated });
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('db').onsuccess = resolve;
    });
    expect(onOutdated).toHaveBeenCalledOnce();
    const commit = memory.commit({ conversation: sampleConversation('c1') });
    await expect(commit).rejects.toMatchObject({ name: 'StorageError', code: 'closed' });
    await expect(memory.conversation('c1')).rejects.toMatchObject({ code: 'closed' });
  });
});

/** A browser that has the API but answers every opening with this error. */
function refusing(name: string): IDBFactory {
  const factory = new IDBFactory();
  factory.open = () => {
    throw new DOMException('refused', name);
  };
  return factory;
}
