import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { deleteModel } from './delete-model.ts';
import { downloadModel } from './download-model.ts';
import { isModelCached } from './is-model-cached.ts';
import { cachedUrls, clearCaches, importModel, ModelServer, testModel } from './model-server.fixture.ts';

const server = new ModelServer(cdp());
const model = testModel('model');
const shard = `${model.files.baseUrl}params_shard_3.bin`;
const body = 'd'.repeat(30);

beforeAll(() => server.start());
beforeEach(() => server.serve(model));
afterAll(() => server.stop());
afterEach(async () => {
  server.reset();
  await clearCaches();
});

async function download(signal = new AbortController().signal) {
  const progress: [number, number][] = [];
  const onBytes = (received: number, total: number) => progress.push([received, total]);
  await downloadModel(model.files, { signal, onBytes, retryMs: [10, 10] });
  return progress;
}

describe('downloadModel', () => {
  it('puts every file where web-llm looks for it, counting bytes up to all of them', async () => {
    const progress = await download();
    expect((await cachedUrls()).sort()).toEqual(
      model.contents.map(({ cache, url }) => `${cache} ${url}`).sort(),
    );
    expect(progress.at(-1)).toEqual([200, 200]);
    const received = progress.filter(([, total]) => total > 0).map(([bytes]) => bytes);
    expect(received).toEqual([...received].sort((a, b) => a - b));
  });

  it('fetches only what is missing', async () => {
    await download();
    await (await caches.open('webllm/model')).delete(shard);
    server.requests.length = 0;
    expect((await download()).at(-1)).toEqual([200, 200]);
    expect(server.requests).toEqual([shard]);
  });

  it('tries again after a broken connection or a busy host', async () => {
    server.answers.set(shard, 'drop');
    const [config] = model.contents;
    server.answers.set(config?.url ?? '', { status: 503, body: 'Busy' });
    setTimeout(() => server.serve(model), 5);
    await download();
    expect(await isModelCached(model.files)).toBe(true);
  });

  it.each([
    ['broken connections', 'drop' as const, 'network'],
    ['a file that does not exist', { status: 404, body: 'Not found' }, 'network'],
    ['a web page in its place', { type: 'text/html; charset=utf-8', body: '<html>Sign in' }, 'network'],
    ['a file that came short', { body: body.slice(1) }, 'network'],
  ])('fails on %s, keeps what came whole, and goes on from there', async (_, answer, code) => {
    server.answers.set(shard, answer);
    await expect(download()).rejects.toMatchObject({ name: 'LoadFailure', code });
    expect(await cachedUrls()).not.toContain(`webllm/model ${shard}`);
    expect(await isModelCached(model.files)).toBe(false);
    server.answers.set(shard, { body });
    await download();
    expect(await isModelCached(model.files)).toBe(true);
  });

  it('refuses a list of files that is none', async () => {
    server.answers.set(`${model.files.baseUrl}tensor-cache.json`, { body: '{"records":[{}]}' });
    await expect(download()).rejects.toMatchObject({ code: 'damaged' });
  });

  it('stops with the signal’s reason when aborted', async () => {
    server.answers.set(shard, 'hang');
    const controller = new AbortController();
    const downloading = download(controller.signal);
    await expect.poll(() => server.requests.includes(shard)).toBe(true);
    controller.abort(new Error('Enough.'));
    await expect(downloading).rejects.toThrow('Enough.');
  });
});

describe('isModelCached', () => {
  it('needs every file', async () => {
    await importModel(model);
    expect(await isModelCached(model.files)).toBe(true);
    for (const { cache, url, body } of model.contents) {
      const opened = await caches.open(cache);
      await opened.delete(url);
      expect(await isModelCached(model.files)).toBe(false);
      await opened.put(url, new Response(body));
    }
  });
});

describe('deleteModel', () => {
  it('frees everything of the model, half-finished or whole, and nothing of another', async () => {
    const other = testModel('other');
    await importModel(other);
    const kept = await cachedUrls();
    await importModel(model);
    await (await caches.open('webllm/model')).delete(`${model.files.baseUrl}tensor-cache.json`);
    await deleteModel(model.files, [other.files, model.files]);
    expect(await cachedUrls()).toEqual(kept);
    expect(server.requests).toEqual([]);
  });

  it('keeps a library that another model still needs, until that one goes, too', async () => {
    const twin = testModel('twin', 'model');
    await importModel(twin);
    await importModel(model);
    await deleteModel(model.files, [twin.files, model.files]);
    expect(await isModelCached(twin.files)).toBe(true);
    await deleteModel(twin.files, [twin.files, model.files]);
    expect(await cachedUrls()).toEqual([]);
  });
});
