import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createFileStore, type FileCache } from './file-store.ts';
import type { OfflineFile } from './offline-file.ts';

const scope = 'https://host.example/app/';

function offlineFile(url: string, content: string, group: 'shell' | 'documents' = 'documents'): OfflineFile {
  const revision = createHash('sha256').update(content).digest('hex');
  return { url, bytes: content.length, revision, groups: [group] };
}

/** A cache that keeps its entries in a map and refuses more than `capacity` of them. */
function memoryCache(
  capacity = Number.POSITIVE_INFINITY,
): FileCache & { readonly entries: Map<string, Response> } {
  const entries = new Map<string, Response>();
  const href = (key: RequestInfo | URL) => (key instanceof Request ? key.url : String(key));
  return {
    entries,
    async match(key, options) {
      const plain = (address: string) => (options?.ignoreSearch ? address.split('?')[0] : address);
      const found = [...entries].find(([address]) => plain(address) === plain(href(key)));
      return found?.[1].clone();
    },
    async put(key, response) {
      if (entries.size >= capacity) throw new DOMException('full', 'QuotaExceededError');
      entries.set(href(key), response);
    },
    keys: async () => [...entries.keys()].map((address) => new Request(address)),
    delete: async (key) => entries.delete(href(key)),
  };
}

interface Setting {
  readonly files: readonly OfflineFile[];
  readonly server: Record<string, string>;
  readonly cache?: ReturnType<typeof memoryCache>;
}

function setUp({ files, server, cache = memoryCache() }: Setting) {
  const requested: string[] = [];
  const fetch = async (request: Request) => {
    requested.push(`${request.url.slice(scope.length)} ${request.cache}`);
    const content = server[request.url.slice(scope.length)];
    if (content === 'offline') throw new TypeError('Failed to fetch');
    return content === undefined ? new Response('', { status: 404 }) : new Response(content);
  };
  return { store: createFileStore({ files, scope, openCache: async () => cache, fetch }), requested, cache };
}

const a = offlineFile('assets/a.js', 'aaaa');
const b = offlineFile('assets/b.js', 'bb');

describe('a group', () => {
  test('is stored with progress, once', async () => {
    const { store, requested } = setUp({
      files: [a, b],
      server: { 'assets/a.js': 'aaaa', 'assets/b.js': 'bb' },
    });
    const progress: string[] = [];
    await store.storeGroup('documents', (bytes, total) => progress.push(`${bytes}/${total}`));
    await store.storeGroup('documents');
    expect(progress).toEqual(['4/6', '4/6', '6/6', '6/6']);
    expect(requested).toEqual(['assets/a.js default', 'assets/b.js default']);
    expect((await store.groupStates()).documents).toEqual({ bytes: 6, cachedBytes: 6, complete: true });
  });

  test('goes on after a failure with what is missing', async () => {
    const server: Record<string, string> = { 'assets/a.js': 'aaaa', 'assets/b.js': 'offline' };
    const { store, requested } = setUp({ files: [a, b], server });
    await expect(store.storeGroup('documents')).rejects.toMatchObject({ code: 'unreachable' });
    expect((await store.groupStates()).documents).toEqual({ bytes: 6, cachedBytes: 4, complete: false });
    server['assets/b.js'] = 'bb';
    await store.storeGroup('documents');
    expect(requested.filter((line) => line.startsWith('assets/a.js'))).toHaveLength(1);
    expect((await store.groupStates()).documents.complete).toBe(true);
  });

  test('says when the server has no such file, or another one', async () => {
    const missing = setUp({ files: [a], server: {} });
    await expect(missing.store.storeGroup('documents')).rejects.toMatchObject({ code: 'refused' });
    const changed = setUp({ files: [a], server: { 'assets/a.js': '<html>sign in</html>' } });
    await expect(changed.store.storeGroup('documents')).rejects.toMatchObject({ code: 'changed' });
    expect(changed.requested).toEqual(['assets/a.js default', 'assets/a.js reload']);
    expect(await changed.store.readOlder(`${scope}assets/a.js`)).toBeNull();
  });

  test('that does not fit says so', async () => {
    const setting = { files: [a], server: { 'assets/a.js': 'aaaa' }, cache: memoryCache(0) };
    await expect(setUp(setting).store.storeGroup('documents')).rejects.toMatchObject({
      code: 'storage-full',
    });
  });

  test('is remembered as wanted, the shell is not', async () => {
    const { store } = setUp({ files: [a], server: { 'assets/a.js': 'aaaa' } });
    await store.storeGroup('shell');
    expect(await store.wantedGroups()).toEqual([]);
    await store.storeGroup('documents');
    expect(await store.wantedGroups()).toEqual(['documents']);
  });
});

describe('a file', () => {
  test('is stored when first read, and read by many at once from one download', async () => {
    const { store, requested } = setUp({ files: [a], server: { 'assets/a.js': 'aaaa' } });
    const bodies = await Promise.all(
      [store.read(a), store.read(a)].map(async (response) => (await response).text()),
    );
    expect(bodies).toEqual(['aaaa', 'aaaa']);
    expect(await (await store.read(a)).text()).toBe('aaaa');
    expect(requested).toHaveLength(1);
  });

  test('that can not be stored is answered all the same', async () => {
    const { store } = setUp({ files: [a], server: { 'assets/a.js': 'aaaa' }, cache: memoryCache(0) });
    expect(await (await store.read(a)).text()).toBe('aaaa');
  });

  test('is found whatever the query', () => {
    const { store } = setUp({ files: [a], server: {} });
    expect(store.fileAt(`${scope}assets/a.js?v=1`)).toBe(a);
    expect(store.fileAt('https://host.example/assets/a.js')).toBeNull();
  });
});

test('an update keeps what it shares with the older version and removes the rest', async () => {
  const cache = memoryCache();
  const older = setUp({ files: [a, b], server: { 'assets/a.js': 'aaaa', 'assets/b.js': 'bb' }, cache });
  await older.store.storeGroup('documents');
  const b2 = offlineFile('assets/b.js', 'b2');
  const newer = setUp({ files: [a, b2], server: { 'assets/b.js': 'b2' }, cache });
  expect((await newer.store.groupStates()).documents.cachedBytes).toBe(4);
  expect(await newer.store.wantedGroups()).toEqual(['documents']);
  await newer.store.storeGroup('documents');
  await newer.store.removeStale();
  expect(newer.requested).toEqual(['assets/b.js default']);
  expect((await newer.store.groupStates()).documents.complete).toBe(true);
  expect((await older.store.groupStates()).documents.complete).toBe(false);
  expect(await newer.store.wantedGroups()).toEqual(['documents']);
});
