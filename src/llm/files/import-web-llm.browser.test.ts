import { hasModelInCache, MLCEngine } from '@mlc-ai/web-llm';
import { createMD5 } from 'hash-wasm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { precisions } from '../choose-precision.ts';
import { modelFiles } from '../model-files.ts';
import type { WebLlmRow } from '../model-row.ts';
import { requireFiles } from '../web-llm/require-files.ts';
import { ImportWorld } from './import-world.fixture.ts';
import { removeModel } from './remove-model.ts';

let world: ImportWorld;

beforeEach(async () => {
  world = await ImportWorld.create();
});
afterEach(() => world.end());

const config = {
  model_type: 'qwen3',
  quantization: 'q4f16_1',
  context_window_size: 40960,
  model_config: { num_hidden_layers: 28, num_attention_heads: 16, num_key_value_heads: 8, head_dim: 128 },
  tokenizer_files: ['tokenizer.json', 'vocab.json'],
  conv_template: { roles: { user: '<|im_start|>user' } },
};

const shards = ['a'.repeat(40), 'b'.repeat(60)];

async function md5(text: string): Promise<string> {
  return (await createMD5()).update(text).digest();
}

async function manifest(change: object = {}) {
  const records = await Promise.all(
    shards.map(async (body, index) => ({
      dataPath: `params_shard_${index}.bin`,
      format: 'raw-shard',
      nbytes: body.length,
      md5sum: await md5(body),
      records: [{ name: `weight.${index}`, nbytes: body.length * 1e6 }],
    })),
  );
  return { metadata: {}, records, ...change };
}

/** A folder as it comes from the hub, with a library put beside; `null` leaves a file out. */
async function folder(changes: Record<string, BlobPart | null> = {}, at = 'Qwen3-1.7B-q4f16_1-MLC/') {
  const contents: Record<string, BlobPart | null> = {
    'README.md': '# About',
    'mlc-chat-config.json': JSON.stringify(config),
    'tensor-cache.json': JSON.stringify(await manifest()),
    'tokenizer.json': '{}',
    'params_shard_0.bin': shards[0] ?? '',
    'params_shard_1.bin': shards[1] ?? '',
    'Qwen3-1.7B-localhost.wasm': new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]),
    ...changes,
  };
  return Object.entries(contents).flatMap(([name, content]) =>
    content === null ? [] : [{ path: `${at}${name}`, file: new File([content], name) }],
  );
}

async function importFolder(changes: Record<string, BlobPart | null> = {}, at?: string) {
  const { row } = await world.importFiles(...(await folder(changes, at)));
  return row as WebLlmRow;
}

function appConfig(row: WebLlmRow) {
  const { engineId, baseUrl, libraryUrl } = modelFiles(row, 'q4f32_1');
  return { model_list: [{ model: baseUrl, model_id: engineId, model_lib: libraryUrl }] };
}

describe('a folder of web-llm’s', () => {
  it('becomes a row that says what configuration and list of weights say', async () => {
    const row = await importFolder();
    expect(row).toMatchObject({
      engine: 'web-llm',
      origin: 'own',
      name: 'Qwen3-1.7B-q4f16_1-MLC',
      parameters: '1.7B',
      trainedWindow: 40960,
      kvBytesPerToken: 112 * 1024,
      largestBufferMb: 60,
      thinks: true,
      needsF16: true,
    });
    expect(row.goodFor).toContain('q4f16_1');
    // The cache at 4,096 tokens takes 469.8 MB, and what the engine works in 300.
    expect(row.memoryMb).toEqual({ f16: 770, f32: 770 });
  });

  it('is found by web-llm where it looks, and nothing is fetched', async () => {
    const row = await importFolder();
    const fetched = vi.spyOn(globalThis, 'fetch');
    const added = vi.spyOn(Cache.prototype, 'add');
    const files = modelFiles(row, 'q4f16_1');
    await requireFiles(files, 'own');
    expect(await hasModelInCache(files.engineId, appConfig(row))).toBe(true);
    const engine = new MLCEngine({ appConfig: appConfig(row), logLevel: 'SILENT' });
    // It gets as far as the library, which is an empty one.
    const thrown: unknown = await engine.reload(files.engineId).catch((error: unknown) => error);
    expect(String(thrown)).not.toMatch(/fetch|network|Cache/i);
    expect(thrown).toBeInstanceOf(Error);
    expect(fetched).not.toHaveBeenCalled();
    expect(added).not.toHaveBeenCalled();
  });

  it('is kept under addresses of no host, the library under one that web-llm caches', async () => {
    const row = await importFolder();
    const kept = await world.kept();
    expect(kept).toHaveLength(6);
    for (const place of kept)
      expect(place).toContain(`https://own-files.pagefile.invalid/${row.id}/resolve/main/`);
    // web-llm fetches a library with "localhost" in its address anew each time.
    expect(kept.join()).not.toContain('localhost');
    expect(await world.records.model(row.id)).toMatchObject({ row, state: 'ready', precision: null });
    expect(await world.records.files(row.id)).toHaveLength(6);
  });

  it.each([
    ['with the name that older folders give the list', '', ['tensor-cache.json', 'ndarray-cache.json']],
    ['chosen file by file', '', []],
    ['as a copy of the hub', 'Own-1B/resolve/main/', []],
    ['deep in other folders', 'Downloads/models/Own-1B/', []],
  ])('is taken %s', async (_, at, [from, to]) => {
    const list = JSON.stringify(await manifest());
    const row = await importFolder(from && to ? { [from]: null, [to]: list } : {}, at);
    await requireFiles(modelFiles(row, 'q4f16_1'), 'own');
    expect(row.name).toBe(at.includes('Own-1B') ? 'Own-1B' : 'Your own model');
  });

  it('is the same model when it comes again, and another with one weight changed', async () => {
    const first = await importFolder();
    expect((await importFolder({}, 'renamed/')).id).toBe(first.id);
    const list = JSON.stringify(await manifest({ version: 2 }));
    expect((await importFolder({ 'tensor-cache.json': list })).id).not.toBe(first.id);
  });

  it('in single precision needs no half, and its cache is twice as large', async () => {
    const half = await importFolder();
    const single = await importFolder({
      'mlc-chat-config.json': JSON.stringify({ ...config, quantization: 'q4f32_1' }),
    });
    expect(single.needsF16).toBeUndefined();
    expect(single.memoryMb.f32 - half.memoryMb.f16).toBe(Math.round((112 * 1024 * 4096) / 1e6));
  });

  it('goes wholly when it is removed', async () => {
    const row = await importFolder();
    expect(await removeModel(row, precisions, world.records)).toBeGreaterThan(100);
    expect(await world.kept()).toEqual([]);
  });
});

describe('a folder that is none', () => {
  it.each<[string, Record<string, BlobPart | null>, RegExp]>([
    ['weights', { 'params_shard_1.bin': null }, /A file of the model is missing: params_shard_1\.bin/],
    [
      'tokenizer and library',
      { 'tokenizer.json': null, 'Qwen3-1.7B-localhost.wasm': null },
      /2 files.*missing: tokenizer\.json, the compiled library \(one \.wasm file\)/,
    ],
    ['the list of weights', { 'tensor-cache.json': null }, /missing: tensor-cache\.json/],
  ])('is refused, and named, when it misses %s', async (_, changes, message) => {
    await world.refuses(await folder(changes), message);
  });

  it.each<[string, Record<string, BlobPart | null>, RegExp]>([
    [
      'weights cut short',
      { 'params_shard_1.bin': 'b'.repeat(59) },
      /params_shard_1\.bin.*59 bytes and should have 60/,
    ],
    [
      'weights with one byte changed',
      { 'params_shard_1.bin': `${'b'.repeat(59)}c` },
      /params_shard_1\.bin is damaged/,
    ],
    [
      'a sign-in page as weights',
      { 'params_shard_0.bin': '<!doctype html>Sign in to go on, please.' },
      /web page/,
    ],
    ['a list that is no JSON', { 'tensor-cache.json': '{' }, /tensor-cache\.json can’t be used/],
    [
      'a list that leads elsewhere',
      { 'tensor-cache.json': '{"records":[{"dataPath":"../x","nbytes":1}]}' },
      /can’t be used/,
    ],
    [
      'a library that is none',
      { 'Qwen3-1.7B-localhost.wasm': 'MZ' },
      /localhost\.wasm.*it is no WebAssembly/,
    ],
    ['two libraries', { 'second.wasm': 'MZ' }, /more than one compiled library/],
    ['two models', { 'more/mlc-chat-config.json': '{}' }, /more than one model in this folder/],
    [
      'a model that makes vectors',
      { 'mlc-chat-config.json': JSON.stringify({ ...config, model_type: 'bert' }) },
      /not made to talk to/,
    ],
    [
      'a configuration without tokenizer',
      { 'mlc-chat-config.json': JSON.stringify({ ...config, tokenizer_files: [] }) },
      /mlc-chat-config\.json can’t be used: it names no tokenizer/,
    ],
  ])('is refused with %s', async (_, changes, message) => {
    await world.refuses(await folder(changes), message);
  });
});
