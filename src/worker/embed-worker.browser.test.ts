import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedEmbedder as row } from '../embedding/embedder-catalogue.ts';
import type { ModelFilesProgress } from '../embedding/fetch-model-files.ts';
import type { EmbedRequests } from './embed-protocol.ts';
import { type Connection, connect } from './rpc.ts';

const modelPath = '/models/all-MiniLM-L6-v2';
let worker: Worker;
let embedding: Connection<EmbedRequests, never>;
const progress: ModelFilesProgress[] = [];

beforeAll(() => {
  worker = new Worker(new URL('./embed-worker.ts', import.meta.url), { type: 'module' });
  embedding = connect<EmbedRequests, never>(worker);
});

afterAll(() => worker.terminate());

describe('the embed worker', () => {
  it('refuses work before its model is loaded', async () => {
    await expect(embedding.call('embed', { texts: ['a'] })).rejects.toThrow('before it was asked to load');
  });

  it('passes on why a load failed, and loads at the next attempt', async () => {
    await expect(embedding.call('load', { row, modelPath: '/models/none' })).rejects.toMatchObject({
      name: 'EmbedderError',
      code: 'missing',
    });
    // Threads hang when the runtime's own files are not found, so two are tried here.
    expect(crossOriginIsolated).toBe(true);
    const onProgress = (report: ModelFilesProgress) => progress.push(report);
    expect(await embedding.call('load', { row, modelPath, threads: 2 }, { onProgress })).toEqual({
      modelId: 'all-MiniLM-L6-v2-q8',
      dimensions: 384,
      maxTokens: 256,
      languages: 'en',
    });
    expect(progress.at(-1)?.loadedBytes).toBeGreaterThan(20_000_000);
  }, 120_000);

  it('answers in order, duplicates included', async () => {
    const texts = ['The kitten naps on the couch.', 'x', 'A cat is sleeping on the sofa.', 'x'];
    const [kitten, x, cat, again] = await embedding.call('embed', { texts });
    expect(x).toEqual(again);
    expect(dot(kitten, cat)).toBeGreaterThan(0.6);
    expect(dot(kitten, x)).toBeLessThan(0.4);
  });

  it('counts tokens', async () => {
    expect(await embedding.call('countTokens', { texts: ['', 'hello world'] })).toEqual([2, 4]);
  });

  it('stops when cancelled and goes on with the next request', async () => {
    const controller = new AbortController();
    const texts = Array.from({ length: 200 }, (_, index) => `${index} ${'some words to read '.repeat(30)}`);
    const running = embedding.call('embed', { texts }, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(await embedding.call('embed', { texts: ['still alive'] })).toHaveLength(1);
  });

  it('lets a question wait for one batch of a backlog at most', async () => {
    const controller = new AbortController();
    const done: string[] = [];
    const backlog = Array.from({ length: 6 }, async (_, index) => {
      const texts = [`${index} ${'some words to read '.repeat(30)}`];
      await embedding.call('embed', { texts, urgency: 'later' }, { signal: controller.signal });
      done.push('backlog');
    });
    await embedding.call('embed', { texts: ['a question'] });
    done.push('question');
    controller.abort();
    await Promise.allSettled(backlog);
    expect(done.indexOf('question')).toBeLessThanOrEqual(1);
  });

  it('answers a search while a document is being embedded', async () => {
    const controller = new AbortController();
    const texts = Array.from({ length: 200 }, (_, index) => `${index} ${'some words to read '.repeat(30)}`);
    let documentDone = false;
    const running = embedding.call('embed', { texts }, { signal: controller.signal }).finally(() => {
      documentDone = true;
    });
    expect(await embedding.call('embed', { texts: ['a question'] })).toHaveLength(1);
    expect(documentDone).toBe(false);
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });
});

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b) return Number.NaN;
  return a.reduce((sum, component, index) => sum + component * (b[index] ?? Number.NaN), 0);
}
