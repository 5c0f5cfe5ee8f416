import { expect, test } from 'vitest';
import { createOfflineStore, type GroupStates, type OfflineService } from './offline-store.ts';

const part = (bytes: number, complete = false) => ({ bytes, cachedBytes: complete ? bytes : 0, complete });

const groups: GroupStates = {
  documents: part(100),
  embedder: part(900),
  model: part(5),
  cpu: part(9),
  compat: part(16),
};

function setUp(service: Partial<OfflineService>) {
  return createOfflineStore({
    registerServiceWorker: async () => ({ available: true }),
    applyUpdate: async () => {},
    cacheGroup: async () => ({ done: true }),
    groupStatus: async () => groups,
    ...service,
  });
}

test('groups are downloaded one after the other, as one progress', async () => {
  const seen: unknown[] = [];
  const store = setUp({
    cacheGroup: async (_group, onProgress) => {
      onProgress?.(50, 0);
      return { done: true };
    },
  });
  await store.start();
  store.subscribe(() => seen.push(store.getState().download));
  await store.cache(['documents', 'embedder']);
  expect(seen).toContainEqual({ bytes: 50, total: 1000 });
  expect(seen).toContainEqual({ bytes: 150, total: 1000 });
  expect(store.getState().download).toBeNull();
});

test('what is asked for at the start waits for the service worker', async () => {
  const done: string[] = [];
  const store = setUp({
    async registerServiceWorker() {
      await new Promise((resolve) => setTimeout(resolve));
      done.push('registered');
      return { available: true };
    },
    async cacheGroup(group) {
      done.push(group);
      return { done: true };
    },
  });
  const started = store.start();
  await store.cache(['documents']);
  await started;
  expect(done).toEqual(['registered', 'documents']);
});

test('a failure is kept, and the next attempt clears it', async () => {
  const failing = { done: false, failure: { code: 'unreachable', message: 'No connection.' } } as const;
  let answer: Awaited<ReturnType<OfflineService['cacheGroup']>> = failing;
  const store = setUp({ cacheGroup: async () => answer });
  await store.start();
  await store.cache(['documents']);
  expect(store.getState().failure).toBe('No connection.');
  answer = { done: true };
  await store.cache(['documents']);
  expect(store.getState().failure).toBeNull();
});

test('what is here already is not downloaded again', async () => {
  const asked: string[] = [];
  const store = setUp({
    groupStatus: async () => ({ ...groups, documents: part(1, true), embedder: part(1) }),
    cacheGroup: async (group) => {
      asked.push(group);
      return { done: true };
    },
  });
  await store.start();
  await store.cache(['documents', 'embedder']);
  expect(asked).toEqual(['embedder']);
});

test('without a service worker nothing is asked for', async () => {
  const store = setUp({
    registerServiceWorker: async () => ({ available: false, reason: 'unsupported', message: 'None here.' }),
    cacheGroup: async () => {
      throw new Error('Asked all the same.');
    },
  });
  await store.start();
  await store.cache(['documents']);
  expect(store.getState()).toMatchObject({ unavailable: 'None here.', failure: null });
});
