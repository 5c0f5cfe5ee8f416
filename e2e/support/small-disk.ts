import type { Page } from '@playwright/test';

/** A device with little room, which can be filled up to the last bytes. */
export class SmallDisk {
  readonly #page: Page;
  readonly #origin: string;

  /** Make it before the app is opened: the browser goes on for half a minute by what it knew of the room. */
  static async make(page: Page, origin: string, bytes: number): Promise<SmallDisk> {
    const disk = new SmallDisk(page, origin);
    await disk.#setQuota(bytes);
    return disk;
  }

  private constructor(page: Page, origin: string) {
    this.#page = page;
    this.#origin = origin;
  }

  /** Stores junk beside the app's data until nothing more goes in. */
  async fill(): Promise<void> {
    await this.#page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('junk', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('junk', { autoIncrement: true });
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const store = (bytes: number) =>
        new Promise<boolean>((resolve) => {
          const transaction = database.transaction('junk', 'readwrite');
          const junk = transaction.objectStore('junk');
          for (let rest = bytes; rest > 0; rest -= 65_536) {
            junk.add(crypto.getRandomValues(new Uint8Array(Math.min(rest, 65_536))));
          }
          transaction.oncomplete = () => resolve(true);
          transaction.onabort = () => resolve(false);
        });
      for (let bytes = 4_194_304; bytes >= 16; bytes /= 4) while (await store(bytes));
      database.close();
    });
    // What a restart tidies away must make no room.
    await this.#setQuota(1);
  }

  /** Takes the junk away again. */
  async empty(): Promise<void> {
    await this.#setQuota(null);
    await this.#page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const deleting = indexedDB.deleteDatabase('junk');
          deleting.onsuccess = () => resolve();
          deleting.onerror = () => reject(deleting.error);
        }),
    );
  }

  async #setQuota(quotaSize: number | null): Promise<void> {
    const session = await this.#page.context().newCDPSession(this.#page);
    const size = quotaSize === null ? {} : { quotaSize };
    await session.send('Storage.overrideQuotaForOrigin', { origin: this.#origin, ...size });
  }
}
