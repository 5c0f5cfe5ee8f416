import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { type Answer, ModelServer, testModel } from '../model-server.fixture.ts';
import { contentsOf, FilesWorld, keptContents, partialBytes } from './files-world.fixture.ts';

const server = new ModelServer(cdp());
const world = new FilesWorld();
const model = testModel('model');
const { row } = model;
const at = (name: string) => new URL(name, model.files.baseUrl).href;
const shard = at('params_shard_1.bin');
const body = 'b'.repeat(60);
const ready = { state: 'ready', bytes: model.contents.reduce((sum, each) => sum + each.body.length, 0) };

beforeAll(() => server.start());
beforeEach(() => server.serve(model));
afterEach(async () => {
  server.reset();
  await world.clear();
});
afterAll(async () => {
  await world.end();
  await server.stop();
});

async function isWhole(): Promise<void> {
  expect(await keptContents()).toEqual(contentsOf(model));
  expect(await partialBytes()).toBe(0);
}

describe('a download', () => {
  it('puts every file where web-llm looks for it, each asked for once and without asking for leave', async () => {
    expect(await world.download(row)).toEqual(ready);
    await isWhole();
    expect([...server.requests].sort()).toEqual(model.contents.map(({ url }) => url).sort());
    expect([...new Set(world.told.map(({ state }) => state))]).toEqual(['downloading', 'verifying', 'ready']);
  });

  it('makes no request for a model that is here', async () => {
    await world.download(row);
    server.forget();
    expect(await world.download(row)).toEqual(ready);
    expect(server.requests).toEqual([]);
  });

  it('is one download, however often it is asked for at once', async () => {
    expect(await Promise.all([world.download(row), world.download(row)])).toEqual([ready, ready]);
    expect(server.requests).toHaveLength(model.contents.length);
  });

  it('asks for everything at the commit that the first answer names', async () => {
    const commit = 'c0ffee'.padEnd(40, '0');
    for (const { url, body } of model.contents) {
      const pinned = url.replace('/resolve/main/', `/resolve/${commit}/`);
      server.answers.set(pinned, { body });
      if (!url.endsWith('config.json') && pinned !== url) server.answers.delete(url);
    }
    const [config] = model.contents;
    server.answers.set(config?.url ?? '', { body: config?.body ?? '', headers: { 'x-repo-commit': commit } });
    expect(await world.download(row)).toEqual(ready);
    await isWhole();
  });

  it('is told of with bytes of all files, speed and time left', async () => {
    await world.change({ faults: { 'shard_1.bin': { afterBytes: 20, end: 'silence' } } });
    void world.download(row);
    const rest = 40;
    await expect
      .poll(() => world.told.at(-1), { timeout: 4000 })
      .toEqual({
        state: 'downloading',
        receivedBytes: ready.bytes - rest,
        totalBytes: ready.bytes,
        bytesPerSecond: expect.any(Number),
        secondsLeft: expect.any(Number),
        isWaiting: false,
      });
  });
});

describe('a lost connection', () => {
  it('is gone on with where it broke, in the midst of a shard', async () => {
    await world.change({ faults: { 'shard_1.bin': { afterBytes: 25, end: 'cut' } } });
    expect(await world.download(row)).toEqual(ready);
    expect(server.rangesOf(shard)).toEqual([0, 25, 50]);
    await isWhole();
  });

  it('begins a file anew where the host can’t give a part', async () => {
    server.answers.set(shard, { body, ranges: false });
    await world.change({ faults: { 'shard_1.bin': { afterBytes: 25, end: 'cut' } } });
    const downloading = world.download(row);
    await expect.poll(() => server.rangesOf(shard).slice(0, 3)).toEqual([0, 25, 25]);
    await world.change({ faults: {} });
    expect(await downloading).toEqual(ready);
    await isWhole();
  });

  it('that always breaks at the same place is tried slowly, where the host can’t give a part', async () => {
    server.answers.set(shard, { body, ranges: false });
    await world.change({ faults: { 'shard_1.bin': { afterBytes: 25, end: 'cut' } } });
    const downloading = world.download(row);
    await expect.poll(() => world.told.at(-1), { timeout: 3000 }).toMatchObject({ isWaiting: true });
    await world.change({ faults: {} });
    expect(await downloading).toEqual(ready);
  });

  it.each([
    ['has another ETag', { body: 'B'.repeat(60), etag: '"2"' }],
    ['has another date', { body: 'B'.repeat(60), etag: null, headers: { 'last-modified': 'today' } }],
    ['has no mark of its version', { body: 'B'.repeat(60), etag: null }],
  ])('begins a file anew that %s', async (_, changed) => {
    const headers = { 'last-modified': 'yesterday' };
    server.answers.set(shard, { body, headers, ...(changed.etag === null && { etag: null }) });
    await world.change({ faults: { 'shard_1.bin': { afterBytes: 25, end: 'silence' } }, stallMs: 400 });
    const downloading = world.download(row);
    await expect.poll(() => world.list(row)).toMatchObject([{ receivedBytes: ready.bytes - 35 }]);
    server.answers.set(shard, changed);
    await world.change({ faults: {} });
    expect(await downloading).toEqual(ready);
    expect((await keptContents()).get(`webllm/model ${shard}`)).toBe('B'.repeat(60));
  });

  it('does not go on with what it can’t tell the version of', async () => {
    server.answers.set(shard, { body, etag: null });
    await world.change({ faults: { 'shard_1.bin': { afterBytes: 25, end: 'silence' } }, stallMs: 400 });
    const downloading = world.download(row);
    await expect.poll(() => world.list(row)).toMatchObject([{ receivedBytes: ready.bytes - 35 }]);
    await world.change({ faults: {} });
    expect(await downloading).toEqual(ready);
    expect(server.rangesOf(shard)).toEqual([0, 0]);
  });

  it.each<[string, Answer]>([
    ['breaks each time', 'drop'],
    ['is busy', { status: 503, body: 'Busy' }],
    ['wants to be left alone', { status: 429, body: 'Busy', headers: { 'retry-after': '1' } }],
  ])('that %s is waited for, and told of, until it is back', async (_, answer) => {
    for (const { url } of model.contents) server.answers.set(url, answer);
    const downloading = world.download(row);
    await expect.poll(() => world.told.at(-1), { timeout: 3000 }).toMatchObject({ isWaiting: true });
    server.serve(model);
    expect(await downloading).toEqual(ready);
  });

  it('is told of at once when the browser says that there is no network, and gone on with', async () => {
    await world.change({ isOnline: false });
    server.answers.set(at('mlc-chat-config.json'), 'drop');
    const downloading = world.download(row);
    await expect.poll(() => world.told.at(-1), { timeout: 3000 }).toMatchObject({ isWaiting: true });
    server.serve(model);
    expect(await downloading).toEqual(ready);
  });

  it('that is silent for too long is made again', async () => {
    await world.change({ stallMs: 500, faults: { 'shard_1.bin': { afterBytes: 25, end: 'silence' } } });
    expect(await world.download(row)).toEqual(ready);
    expect(server.rangesOf(shard)).toEqual([0, 25, 50]);
  });

  it('that never was answered is made again', async () => {
    await world.change({ stallMs: 200 });
    server.answers.set(shard, 'hang');
    const downloading = world.download(row);
    await expect.poll(() => server.rangesOf(shard).length).toBeGreaterThan(1);
    server.serve(model);
    expect(await downloading).toEqual(ready);
  });
});

describe('what is not the file', () => {
  const sha256 = 'f'.repeat(64);
  const files = { 'params_shard_1.bin': { url: shard, bytes: 60, sha256 } };
  it.each<[string, string, Answer, string]>([
    ['a web page', shard, { type: 'text/html; charset=utf-8', body: '<html>Sign in' }, 'a web page came'],
    ['a page that says it is none', shard, { body: '<!DOCTYPE html>'.padEnd(60) }, 'a web page came'],
    ['a short body', shard, { body: body.slice(1) }, 'it has 59 bytes and should have 60'],
    ['a long body', shard, { body: `${body}b` }, 'it has more than 60 bytes'],
    ['an empty body', at('tokenizer.json'), { body: '' }, 'it is empty'],
    ['text for JSON', at('tokenizer.json'), { body: 'Sign in' }, 'it is no JSON'],
    ['text for a library', model.files.libraryUrl, { body: 'Sign in' }, 'it is no WebAssembly'],
    ['a list of nothing', at('tensor-cache.json'), { body: '{"records":[]}' }, 'it lists no files'],
    ['a list of no files', at('tensor-cache.json'), { body: '{"records":[{}]}' }, 'it lists files in a way'],
    ['no tokenizer', at('mlc-chat-config.json'), { body: '{}' }, 'it names no tokenizer'],
  ])('is refused, fetched again once, and never kept: %s', async (_, url, answer, why) => {
    server.answers.set(url, answer);
    const failed = await world.download(row);
    expect(failed).toMatchObject({ state: 'failed', message: expect.stringContaining(why) });
    expect(failed).toMatchObject({ message: expect.stringContaining('models.invalid') });
    expect(server.rangesOf(url)).toEqual([0, 0]);
    expect([...(await keptContents()).keys()].filter((place) => place.endsWith(url))).toEqual([]);
    server.serve(model);
    server.forget();
    expect(await world.download(row)).toEqual(ready);
    await isWhole();
  });

  it('is a list that leads out of the model’s folder', async () => {
    const records = [{ dataPath: 'https://models.invalid/other', nbytes: 5 }];
    server.answers.set(at('tensor-cache.json'), { body: JSON.stringify({ records }) });
    expect(await world.download(row)).toMatchObject({ state: 'failed' });
    expect(server.requests).not.toContain('https://models.invalid/other');
  });

  it('is taken once it is the file at the second try', async () => {
    server.answers.set(shard, [{ type: 'text/html', body: '<html>Sign in' }, { body }]);
    expect(await world.download(row)).toEqual(ready);
    expect(server.rangesOf(shard)).toEqual([0, 0]);
  });

  it('is told by a pinned hash', async () => {
    await world.change({ pins: { [row.id]: { revision: 'c0ffee', files } } });
    expect(await world.download(row)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('SHA-256'),
    });
    expect(server.rangesOf(shard)).toEqual([0, 0]);
    expect([...(await keptContents()).keys()]).not.toContain(`webllm/model ${shard}`);
  });

  it('is told by a pinned length before it is fetched whole', async () => {
    server.answers.set(shard, { body, headers: { 'content-length': '60' } });
    const pinned = { ...files['params_shard_1.bin'], bytes: 50 };
    await world.change({
      pins: { [row.id]: { revision: 'c0ffee', files: { 'params_shard_1.bin': pinned } } },
    });
    expect(await world.download(row)).toMatchObject({ state: 'failed' });
  });

  it.each([
    [404, 'no longer has params_shard_1.bin'],
    [403, 'does not give out params_shard_1.bin'],
    [400, 'answered 400'],
  ])('is not asked for again when the host answers %i', async (status, why) => {
    server.answers.set(shard, { status, body: 'No' });
    const failed = await world.download(row);
    expect(failed).toMatchObject({ state: 'failed', message: expect.stringContaining(why) });
    expect(server.rangesOf(shard)).toEqual([0]);
    expect(await world.list(row)).toEqual([failed]);
    server.serve(model);
    server.forget();
    expect(await world.download(row)).toEqual(ready);
    expect(server.rangesOf(at('mlc-chat-config.json'))).toEqual([]);
  });
});
