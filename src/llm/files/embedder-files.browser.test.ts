import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import type { EmbedderFilesRow } from '../model-row.ts';
import { host, ModelServer } from '../model-server.fixture.ts';
import { folderPlace } from './file-place.ts';
import { FilesWorld, keptContents, partialBytes } from './files-world.fixture.ts';

const server = new ModelServer(cdp());
const world = new FilesWorld();
const bodies: Readonly<Record<string, string>> = {
  'config.json': '{"hidden_size":384}',
  'tokenizer.json': '{}',
  'onnx/model_quantized.onnx': `\b${'w'.repeat(59)}`,
};
const url = (name: string) => `${host}embedder/resolve/main/${name}`;
const row: EmbedderFilesRow = {
  engine: 'embedder',
  origin: 'catalogue',
  id: 'embedder',
  name: 'Embedder',
  downloadMb: 0.001,
  parts: Object.keys(bodies).map((name) => ({ name, url: url(name) })),
};
const ready = { state: 'ready', bytes: Object.values(bodies).join('').length };

beforeAll(() => server.start());
beforeEach(() => {
  for (const [name, body] of Object.entries(bodies)) server.answers.set(url(name), { body });
});
afterEach(async () => {
  server.reset();
  await world.clear();
});
afterAll(async () => {
  await world.end();
  await server.stop();
});

it('keeps an embedder’s files in a folder of their own, whatever their names', async () => {
  expect(await world.download(row)).toEqual(ready);
  const places = Object.entries(bodies).map(([name, body]) => [folderPlace('embedder', name), body] as const);
  expect(await keptContents()).toEqual(new Map(places.toSorted(([a], [b]) => (a < b ? -1 : 1))));
  expect(await world.list(row)).toEqual([ready]);
  expect((await world.connection.call('list', { rows: [], precision: 'q4f32_1' })).own).toEqual([]);
});

it('knows them after a restart, and goes on with what a closed tab interrupted', async () => {
  await world.change({ faults: { '.onnx': { afterBytes: 20, end: 'silence' } } });
  void world.download(row).catch(() => {});
  // Written down, so that it outlives the worker.
  await expect.poll(partialBytes).toBeGreaterThanOrEqual(20);
  world.kill();
  await world.connection.call('resume', { rows: [], precision: 'q4f32_1' });
  await expect.poll(async () => (await world.list(row))[0]).toEqual(ready);
  world.kill();
  server.forget();
  expect(await world.list(row)).toEqual([ready]);
  expect(server.requests).toEqual([]);
});

it.each([
  ['a web page', '<!doctype html>'],
  ['something that is no ONNX model', 'w'.repeat(60)],
])('refuses %s in place of the weights, and keeps the rest', async (_, body) => {
  server.answers.set(url('onnx/model_quantized.onnx'), { body });
  expect(await world.download(row)).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('model_quantized.onnx'),
  });
  expect([...(await keptContents()).keys()]).toHaveLength(2);
});

it('refuses a tokenizer that is no JSON', async () => {
  server.answers.set(url('tokenizer.json'), { body: 'not a tokenizer' });
  expect(await world.download(row)).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('JSON'),
  });
});

it('frees every byte of it', async () => {
  await world.download(row);
  expect(await world.connection.call('remove', { row })).toEqual({ freedBytes: ready.bytes });
  expect((await keptContents()).size).toBe(0);
  expect(await world.list(row)).toEqual([{ state: 'absent' }]);
});
