import { afterEach, expect, it, vi } from 'vitest';
import { openStores } from '../storage/open-stores.ts';
import { AppService, type AppServiceDependencies } from './app-service.ts';

afterEach(() => vi.unstubAllGlobals());

it('tells in its snapshot what became of a model while the rows were read', async () => {
  // Node 20 has none.
  vi.stubGlobal('navigator', {});
  let status = { state: 'loading' };
  let ids = 0;
  const given = {
    agentId: 'a',
    stores: await openStores({ name: 'snapshot' }),
    agent: {
      recover: async () => {},
      note: async () => {},
      // Last of what an open chat reads, and not of all that a snapshot does.
      async windowMap() {
        status = { state: 'ready' };
        return null;
      },
    },
    runs: { enqueue: () => {} },
    intake: { start: async () => {}, status: { paused: false } },
    embedder: { status: { state: 'asleep' } },
    embedders: { keptBytes: 0 },
    embedding: { change: null, wake: async () => {} },
    models: {
      keptBytes: 0,
      model: () => null,
      get status() {
        return status;
      },
    },
    clock: { now: () => 1, timeZone: 'UTC' },
    newId: () => `id${ids++}`,
    push: () => {},
    applySettings: () => {},
  };
  const service = new AppService(given as unknown as AppServiceDependencies);
  await service.start();
  const { model, current } = await service.snapshot();
  expect(current.conversation.id).toBe('id0');
  expect(model).toEqual({ state: 'ready' });
});
