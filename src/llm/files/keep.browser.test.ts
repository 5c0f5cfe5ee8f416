import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import type { ModelRow } from '../model-row.ts';
import { ModelServer, putInCaches, testModel } from '../model-server.fixture.ts';
import { contentsOf, FilesWorld, ggufModel, keptContents, partialBytes } from './files-world.fixture.ts';
import { ggufFiles } from './gguf-files.ts';
import { keepFile } from './model-folder.ts';
import { ModelRecords } from './model-records.ts';

const server = new ModelServer(cdp());
const world = new FilesWorld();
const model = testModel('model');
const { row } = model;
const at = (name: string) => new URL(name, model.files.baseUrl).href;
const shard = at('params_shard_1.bin');
const ready = { state: 'ready', bytes: model.contents.reduce((sum, each) => sum + each.body.length, 0) };
const halfShard = { 'shard_1.bin': { afterBytes: 20, end: 'silence' } } as const;

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

/** Downloads until all but the second part of one shard is here. */
async function downloadMost(of: ModelRow = row): Promise<{ readonly ended: Promise<unknown> }> {
  await world.change({ faults: halfShard });
  const ended = world.download(of);
  const most = { state: 'downloading', receivedBytes: ready.bytes - 40 };
  await expect.poll(() => world.list(of)).toMatchObject([most]);
  await world.change({ faults: {} });
  server.forget();
  return { ended };
}

const pause = () => world.connection.call('pause', { id: row.id });
const cancel = () => world.connection.call('cancel', { row });
const remove = (it: ModelRow = row) => world.connection.call('remove', { row: it });

describe('a pause', () => {
  it('keeps what came to the last byte, and fetches only the rest', async () => {
    const { ended } = await downloadMost();
    await pause();
    const paused = { state: 'paused', receivedBytes: ready.bytes - 40, totalBytes: ready.bytes };
    expect(await ended).toEqual(paused);
    expect(await world.list(row)).toEqual([paused]);
    expect(await world.download(row)).toEqual(ready);
    expect(server.asked).toEqual([{ url: shard, from: 20 }]);
    expect(await keptContents()).toEqual(contentsOf(model));
    expect(await partialBytes()).toBe(0);
  });

  it('is kept by a page that opens anew; the download is not gone on with unasked', async () => {
    const { ended } = await downloadMost();
    await pause();
    await ended;
    world.kill();
    await world.connection.call('resume', { rows: [row], precision: 'q4f16_1' });
    expect(await world.list(row)).toMatchObject([{ state: 'paused', receivedBytes: ready.bytes - 40 }]);
    expect(server.asked).toEqual([]);
  });
});

describe('a cancelled download', () => {
  it('frees all that came of it, and says how much', async () => {
    const { ended } = await downloadMost();
    expect(await cancel()).toEqual({ freedBytes: ready.bytes - 40 });
    expect(await ended).toEqual({ state: 'absent' });
    expect(await keptContents()).toEqual(new Map());
    expect(await partialBytes()).toBe(0);
    expect(await world.list(row)).toEqual([{ state: 'absent' }]);
  });

  it('frees a paused one, too, and nothing of a model that is here', async () => {
    const { ended } = await downloadMost();
    await pause();
    await ended;
    expect(await cancel()).toEqual({ freedBytes: ready.bytes - 40 });
    await world.download(row);
    expect(await cancel()).toEqual({ freedBytes: 0 });
    expect(await world.list(row)).toEqual([ready]);
  });
});

describe('a worker that is killed in mid-download', () => {
  it('loses at most what was not flushed: no finished byte is fetched again', async () => {
    await downloadMost();
    world.kill();
    await world.connection.call('resume', { rows: [row], precision: 'q4f16_1' });
    await expect.poll(() => world.told.at(-1), { timeout: 4000 }).toEqual(ready);
    expect(server.asked).toEqual([{ url: shard, from: 20 }]);
    expect(await keptContents()).toEqual(contentsOf(model));
  });

  it('goes on also with a row that is no longer offered', async () => {
    await downloadMost();
    world.kill();
    await world.connection.call('resume', { rows: [], precision: 'q4f16_1' });
    await expect.poll(() => world.told.at(-1), { timeout: 4000 }).toEqual(ready);
  });

  it('relies on flushed bytes only', async () => {
    await downloadMost();
    world.kill();
    const records = await ModelRecords.open();
    const file = (await records.files(row.id)).find(({ url }) => url === shard);
    expect(file).toMatchObject({ receivedBytes: 20, isKept: false });
    if (file) await records.putFiles([{ ...file, receivedBytes: 16 }]);
    records.close();
    expect(await world.download(row)).toEqual(ready);
    expect(server.asked).toEqual([{ url: shard, from: 16 }]);
    expect(await keptContents()).toEqual(contentsOf(model));
  });

  it('leaves nothing on the way that nothing is noted of', async () => {
    await downloadMost();
    world.kill();
    const records = await ModelRecords.open();
    await records.forget(row.id);
    records.close();
    // A file that is whole and not in its place yet may be among it.
    expect(await partialBytes()).toBeGreaterThanOrEqual(20);
    await world.connection.call('resume', { rows: [row], precision: 'q4f16_1' });
    expect(await partialBytes()).toBe(0);
    expect(server.asked).toEqual([]);
  });
});

describe('room', () => {
  it('is looked for before any request; both numbers are named', async () => {
    await world.change({ freeBytes: 15_000_000 });
    expect(await world.download({ ...row, downloadMb: 400 })).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/needs 420 MB more.*has 15 MB/),
      receivedBytes: 0,
    });
    expect(server.requests).toEqual([]);
  });

  it('is looked for again once the true size is known', async () => {
    const records = [{ dataPath: 'params_shard_0.bin', nbytes: 3e9 }];
    server.answers.set(at('tensor-cache.json'), { body: JSON.stringify({ records }) });
    await world.change({ freeBytes: 4e9 });
    // A file is there twice while it is copied to the cache.
    expect(await world.download(row)).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/needs 6\.0 GB more.*has 4\.0 GB/),
    });
    expect(server.requests).toHaveLength(2);
  });

  it('that runs out in mid-download fails it, and what came is kept', async () => {
    const large = testModel('large', 'large', 4_000_000);
    server.serve(large);
    const session = cdp() as unknown as {
      send(method: 'Storage.overrideQuotaForOrigin', params: object): Promise<unknown>;
    };
    const setQuota = (quotaSize?: number) =>
      session.send('Storage.overrideQuotaForOrigin', {
        origin: location.origin,
        ...(quotaSize !== undefined && { quotaSize }),
      });
    const { usage = 0 } = await navigator.storage.estimate();
    await setQuota(usage + 6_000_000);
    try {
      const failed = await world.download(large.row);
      expect(failed).toMatchObject({
        state: 'failed',
        message: expect.stringContaining('There is no room left on this device'),
      });
      const kept = failed.state === 'failed' ? failed.receivedBytes : 0;
      expect(kept).toBeGreaterThan(0);
      await setQuota();
      expect(await world.list(large.row)).toEqual([failed]);
      expect(await world.download(large.row)).toMatchObject({ state: 'ready' });
      expect(await keptContents()).toEqual(contentsOf(large));
    } finally {
      await setQuota();
    }
  });
});

describe('removal', () => {
  it('frees every byte, and says how much', async () => {
    await world.download(row);
    expect(await remove()).toEqual({ freedBytes: ready.bytes });
    expect(await keptContents()).toEqual(new Map());
    expect(await world.list(row)).toEqual([{ state: 'absent' }]);
    const records = await ModelRecords.open();
    expect([await records.models(), await records.files()]).toEqual([[], []]);
    records.close();
  });

  it('makes the room that it says, as the browser counts it', async () => {
    const large = testModel('large', 'large', 4_000_000);
    server.serve(large);
    await world.download(large.row);
    await world.verify(large.row);
    await world.list(large.row);
    const used = async () => (await navigator.storage.estimate()).usage ?? 0;
    const before = await used();
    const { freedBytes } = await remove(large.row);
    expect(freedBytes).toBeGreaterThan(4_000_000);
    // What is read of a cache and not let go of keeps its room until it is collected.
    await expect.poll(async () => before - (await used())).toBeGreaterThan(4_000_000);
  });

  it('frees what lies there without a note, and nothing of another model', async () => {
    const other = testModel('other');
    await putInCaches(other);
    await putInCaches(model);
    const manifest = await caches.open('webllm/model');
    await manifest.delete(at('tensor-cache.json'));
    await remove();
    expect(await keptContents()).toEqual(contentsOf(other));
  });

  it('leaves a library that another model is noted with, until that one goes, too', async () => {
    const twin = testModel('twin', 'model');
    server.serve(twin);
    await world.download(row);
    server.forget();
    await world.download(twin.row);
    expect(server.requests).not.toContain(model.files.libraryUrl);
    const libraryBytes = 15;
    expect(await remove()).toEqual({ freedBytes: ready.bytes - libraryBytes });
    expect(await keptContents()).toEqual(contentsOf(twin));
    expect(await remove(twin.row)).toMatchObject({ freedBytes: expect.any(Number) });
    expect(await keptContents()).toEqual(new Map());
  });

  it('ends a download under way', async () => {
    const { ended } = await downloadMost();
    expect(await remove()).toEqual({ freedBytes: ready.bytes - 40 });
    expect(await ended).toEqual({ state: 'absent' });
    expect(await partialBytes()).toBe(0);
  });
});

describe('verifying', () => {
  it('reads everything again, and finds it as it came', async () => {
    await world.download(row);
    world.told.length = 0;
    expect(await world.verify(row)).toEqual(ready);
    expect(world.told.map(({ state }) => state)).toEqual(['verifying', 'ready']);
  });

  it('finds a flipped byte; getting the model again fetches only that file', async () => {
    await world.download(row);
    const cache = await caches.open('webllm/model');
    const flipped = new Response(`${'b'.repeat(59)}B`);
    await cache.put(shard, flipped);
    const failed = await world.verify(row);
    expect(failed).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('params_shard_1.bin'),
      receivedBytes: ready.bytes - 60,
    });
    expect(await cache.match(shard)).toBeUndefined();
    expect(await world.list(row)).toEqual([failed]);
    server.forget();
    expect(await world.download(row)).toEqual(ready);
    expect(server.asked).toEqual([{ url: shard, from: 0 }]);
  });

  it('notes what a model of an earlier Pagefile holds, and compares with that from then on', async () => {
    await putInCaches(model);
    expect(await world.list(row)).toEqual([ready]);
    expect(await world.verify(row)).toEqual(ready);
    await (await caches.open('webllm/model')).put(shard, new Response(`${'b'.repeat(59)}B`));
    expect(await world.verify(row)).toMatchObject({ state: 'failed' });
  });
});

describe('the list', () => {
  it('takes up a model that an earlier Pagefile downloaded only when it is whole', async () => {
    await putInCaches(model);
    await (await caches.open('webllm/model')).delete(shard);
    expect(await world.list(row)).toEqual([{ state: 'absent' }]);
    expect(await world.download(row)).toEqual(ready);
    expect(server.asked).toEqual([{ url: shard, from: 0 }]);
  });

  it('tells when files of a model are gone, and only those are fetched again', async () => {
    await world.download(row);
    await (await caches.open('webllm/model')).delete(shard);
    expect(await world.list(row)).toMatchObject([
      { state: 'failed', message: expect.stringContaining('no longer on this device') },
    ]);
    server.forget();
    expect(await world.download(row)).toEqual(ready);
    expect(server.asked).toEqual([{ url: shard, from: 0 }]);
  });

  it('has the person’s own models, which are not downloaded, and the practice model', async () => {
    const own = ggufModel('own-1', 'own');
    const noted = { precision: null, message: '', totalBytes: 0, revision: null, at: 0 };
    const records = await ModelRecords.open();
    await records.putModel({ ...noted, key: 'own-1', row: own.row, state: 'ready' });
    records.close();
    const listed = await world.connection.call('list', { rows: [], precision: 'q4f16_1' });
    expect(listed.own).toMatchObject([{ row: own.row, files: { state: 'failed' } }]);
    expect(await world.download(own.row)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('import it again'),
    });
    const practice = ggufModel('practice', 'practice');
    expect(await world.list(practice.row)).toEqual([{ state: 'ready', bytes: 1000 }]);
    expect(await world.download(practice.row)).toMatchObject({ state: 'ready' });
    expect(await remove(practice.row)).toEqual({ freedBytes: 0 });
    expect(server.requests).toEqual([]);
  });
});

describe('a GGUF model', () => {
  const gguf = ggufModel('gguf', 'catalogue');
  const [first, second] = gguf.row.parts;
  beforeEach(() => {
    for (const [url, body] of gguf.bodies) server.answers.set(url, { body });
  });

  it('has its parts as files in their order, gone on with in their midst', async () => {
    await world.change({ faults: { '-2.gguf': { afterBytes: 25, end: 'cut' } } });
    expect(await world.download(gguf.row)).toEqual({ state: 'ready', bytes: 100 });
    expect(server.rangesOf(second?.url ?? '')).toEqual([0, 25, 50]);
    const files = await ggufFiles(gguf.row);
    expect(files.map(({ name }) => name)).toEqual([first?.name, second?.name]);
    expect(await Promise.all(files.map((file) => file.text()))).toEqual([...gguf.bodies.values()]);
    expect(await remove(gguf.row)).toEqual({ freedBytes: 100 });
    await expect(ggufFiles(gguf.row)).rejects.toMatchObject({ name: 'FilesFailure', code: 'gone' });
  });

  it('is refused when it is none', async () => {
    server.answers.set(first?.url ?? '', { body: 'G'.repeat(40) });
    expect(await world.download(gguf.row)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('it is no GGUF file'),
    });
    expect(server.rangesOf(first?.url ?? '')).toEqual([0, 0]);
  });

  it('that is damaged is told by verifying', async () => {
    await world.download(gguf.row);
    const place = `models/gguf/${first?.name}`;
    await keepFile(place, new Blob([`GGUF${'x'.repeat(36)}`]));
    expect(await world.verify(gguf.row)).toMatchObject({ state: 'failed', receivedBytes: 60 });
    await expect(ggufFiles(gguf.row)).rejects.toMatchObject({ code: 'gone' });
  });
});
