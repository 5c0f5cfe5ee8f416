import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OpenStores, openStores } from './open-stores.ts';
import { sampleConversation, sampleDocument, sampleMessage } from './sample-rows.fixture.ts';

/** The part of the Storage Buckets API that this test uses; TypeScript's library does not have it yet. */
interface StorageBuckets {
  open(name: string, options?: { quota?: number }): Promise<{ readonly indexedDB: IDBFactory }>;
  delete(name: string): Promise<void>;
}

const { storageBuckets } = navigator as Navigator & { readonly storageBuckets: StorageBuckets };

/** A bucket has a quota of its own: the browser's real refusal, without filling the disk of other tests. */
const room = 2_000_000;

let bucket: string;
let stores: OpenStores;
beforeEach(async () => {
  bucket = `full-${crypto.randomUUID()}`;
  const { indexedDB } = await storageBuckets.open(bucket, { quota: room });
  stores = await openStores({ name: 'full', indexedDB });
});
afterEach(async () => {
  stores.close();
  await storageBuckets.delete(bucket);
});

it('a write that does not fit stores nothing and says so; a smaller one fits again', async () => {
  const { memory, library } = stores;
  await memory.commit({ conversation: sampleConversation('c1', { title: 'before' }) });
  const large = randomBytes(2 * room);
  // The browser compresses what it stores, so the text must be random too.
  const content = new TextDecoder('latin1').decode(large);
  const full = { name: 'StorageError', code: 'full' };
  const commit = memory.commit({
    conversation: sampleConversation('c1', { title: 'after' }),
    messages: [sampleMessage('m1', { content })],
  });
  await expect(commit).rejects.toMatchObject(full);
  await expect(library.addDocument(sampleDocument('d1'), large.buffer)).rejects.toMatchObject(full);

  expect((await memory.conversation('c1'))?.title).toBe('before');
  expect(await memory.messages(['m1'])).toEqual([]);
  expect(await library.documents()).toEqual([]);
  expect(await library.queueLength()).toBe(0);

  await memory.commit({ messages: [sampleMessage('m1')] });
  expect(await memory.messages(['m1'])).toHaveLength(1);
});

function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  // No more than this at once.
  const chunk = 65_536;
  for (let at = 0; at < length; at += chunk) crypto.getRandomValues(bytes.subarray(at, at + chunk));
  return bytes;
}
