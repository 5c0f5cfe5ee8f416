import { afterEach, expect, it } from 'vitest';
import { shippedEmbedder } from '../embedding/embedder-catalogue.ts';
import type { EmbedderStatus } from './app-protocol.ts';
import { ChannelWorker } from './channel-worker.fixture.ts';
import type { EmbedRequests } from './embed-protocol.ts';
import { type Handlers, serve } from './rpc.ts';
import { SupervisedEmbedder } from './supervised-embedder.ts';

class LostError extends Error {
  readonly code = 'lost';
}

const handlers: Handlers<EmbedRequests> = {
  load: async () => ({ modelId: 'fake', dimensions: 1, maxTokens: 10 }),
  embed: async ({ texts, urgency, role }) =>
    texts.map(() => Float32Array.of(urgency === 'later' ? 1 : 0, role === 'query' ? 1 : 0)),
  countTokens: async ({ texts }) => texts.map(() => 1),
};

const started: FakeWorker[] = [];
afterEach(() => {
  for (const worker of started.splice(0)) worker.terminate();
});

class FakeWorker extends ChannelWorker {
  constructor(given: Partial<Handlers<EmbedRequests>>) {
    super();
    serve<EmbedRequests, never>(this.inside, { ...handlers, ...given });
    started.push(this);
  }
}

/** Its workers answer as the lists says, one after the other. */
function supervised(...workers: Partial<Handlers<EmbedRequests>>[]) {
  const told: EmbedderStatus['state'][] = [];
  let next = 0;
  const embedder = new SupervisedEmbedder(
    { row: shippedEmbedder, modelPath: '/models/fake' },
    ({ state }) => told.push(state),
    () => new FakeWorker(workers[next++] ?? {}),
  );
  return { embedder, told };
}

it('starts one worker, and passes on how urgent it is and what the texts are', async () => {
  const { embedder, told } = supervised();
  const [one, other] = await Promise.all([embedder.wake(), embedder.wake()]);
  expect(one).toBe(other);
  expect(started).toHaveLength(1);
  expect(await one.embed(['a'])).toEqual([Float32Array.of(0, 0)]);
  expect(await one.embed(['a'], undefined, 'later')).toEqual([Float32Array.of(1, 0)]);
  expect(await one.embed(['a'], undefined, 'now', 'query')).toEqual([Float32Array.of(0, 1)]);
  expect(told).toEqual(['loading', 'ready']);
});

it('starts another worker after one that says it is spent', async () => {
  const { embedder, told } = supervised({ embed: () => Promise.reject(new LostError('Out of memory.')) });
  const first = await embedder.wake();
  await expect(first.embed(['a'])).rejects.toMatchObject({ code: 'lost', message: 'Out of memory.' });
  expect(started.map(({ terminated }) => terminated)).toEqual([true]);
  expect(embedder.status).toEqual({ state: 'failed', message: 'Out of memory.' });
  const second = await embedder.wake();
  expect(await second.embed(['a'])).toHaveLength(1);
  await expect(first.embed(['a'])).rejects.toMatchObject({ code: 'lost' });
  expect(told).toEqual(['loading', 'ready', 'failed', 'loading', 'ready']);
});

it('keeps a worker that was told to stop, or could not do one thing', async () => {
  const { embedder } = supervised({ embed: () => Promise.reject(new Error('Embedding was cancelled.')) });
  await expect((await embedder.wake()).embed(['a'])).rejects.toThrow('cancelled');
  await embedder.wake();
  expect(started).toHaveLength(1);
});

it('rejects what a worker owes that crashes, and tries again when asked', async () => {
  const { embedder } = supervised({ embed: () => new Promise(() => {}) });
  const owed = (await embedder.wake()).embed(['a']);
  started[0]?.crash();
  await expect(owed).rejects.toMatchObject({ code: 'lost', message: expect.stringContaining('by words') });
  expect(embedder.status.state).toBe('failed');
  expect(await (await embedder.wake()).embed(['a'])).toHaveLength(1);
});

it('tells why it could not load, and tries again when asked', async () => {
  const { embedder, told } = supervised({ load: () => Promise.reject(new Error('A file is missing.')) });
  await expect(embedder.wake()).rejects.toThrow('A file is missing.');
  expect(started[0]?.terminated).toBe(true);
  await embedder.wake();
  expect(told).toEqual(['loading', 'failed', 'loading', 'ready']);
});

it('can be ended, which frees its memory, and asked again', async () => {
  const { embedder, told } = supervised();
  const first = await embedder.wake();
  embedder.end();
  embedder.end();
  expect(started.map(({ terminated }) => terminated)).toEqual([true]);
  await expect(first.embed(['a'])).rejects.toMatchObject({ code: 'lost' });
  await embedder.wake();
  expect(told).toEqual(['loading', 'ready', 'asleep', 'loading', 'ready']);
});

it('can be ended while it loads', async () => {
  const { embedder, told } = supervised({ load: () => new Promise(() => {}) });
  const waking = embedder.wake();
  embedder.end();
  await expect(waking).rejects.toMatchObject({ code: 'lost' });
  expect(told).toEqual(['loading', 'asleep']);
});
