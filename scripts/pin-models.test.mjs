import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadedPaths, parseRepository, pinModels, wantedModels } from './pin-models.mjs';

const revision = 'a'.repeat(40);
const commit = 'b'.repeat(40);
const sha256 = 'c'.repeat(64);

/** As the hub answers, with one large file and small ones. */
const repository = {
  id: 'mlc-ai/Made-Up',
  sha: revision,
  siblings: [
    { rfilename: 'README.md', size: 12, blobId: 'd'.repeat(40) },
    { rfilename: 'mlc-chat-config.json', size: 2, blobId: 'd'.repeat(40) },
    { rfilename: 'tensor-cache.json', size: 3, blobId: 'd'.repeat(40) },
    { rfilename: 'tokenizer.json', size: 4, blobId: 'd'.repeat(40) },
    { rfilename: 'params_shard_0.bin', size: 99, lfs: { sha256, size: 99, pointerSize: 133 } },
  ],
};

const libraryUrl = 'https://raw.githubusercontent.com/owner/libs/main/v1/made-up.wasm';
const model = { key: 'Made-Up', repository: 'mlc-ai/Made-Up', names: null, libraryUrl };

function hosts(answer = repository) {
  const asked = /** @type {string[]} */ ([]);
  return {
    asked,
    json: async (/** @type {string} */ url) => {
      asked.push(url);
      return url.startsWith('https://api.github.com/') ? { sha: commit } : answer;
    },
    bytes: async (/** @type {string} */ url) => {
      asked.push(url);
      return new TextEncoder().encode(url);
    },
  };
}

const hashOf = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex');

describe('pinModels', () => {
  it('takes commit, size and hash of large files from the hub, and hashes small ones itself', async () => {
    const { 'Made-Up': pins } = await pinModels([model], hosts());
    const at = (/** @type {string} */ name) =>
      `https://huggingface.co/mlc-ai/Made-Up/resolve/${revision}/${name}`;
    expect(pins?.revision).toBe(revision);
    expect(pins?.files['params_shard_0.bin']).toEqual({ url: at('params_shard_0.bin'), bytes: 99, sha256 });
    const config = at('mlc-chat-config.json');
    expect(pins?.files['mlc-chat-config.json']).toEqual({
      url: config,
      bytes: config.length,
      sha256: hashOf(config),
    });
    expect(Object.keys(pins?.files ?? {})).not.toContain('README.md');
  });

  it('pins the library at its own host’s commit, asked for once for all models', async () => {
    const answering = hosts();
    const { Other: pins } = await pinModels([model, { ...model, key: 'Other' }], answering);
    const url = libraryUrl.replace('/main/', `/${commit}/`);
    expect(pins?.files[libraryUrl]).toEqual({ url, bytes: url.length, sha256: hashOf(url) });
    expect(answering.asked.filter((asked) => asked === url)).toHaveLength(1);
  });

  it('pins the parts of a GGUF model alone', async () => {
    const names = ['params_shard_0.bin'];
    const { 'Made-Up': pins } = await pinModels([{ ...model, names, libraryUrl: null }], hosts());
    expect(Object.keys(pins?.files ?? {})).toEqual(names);
  });

  it('names the model of an answer that is none', async () => {
    await expect(pinModels([model], hosts(/** @type {never} */ ({ error: 'Not found' })))).rejects.toThrow(
      'Made-Up: the hub names no commit',
    );
  });
});

describe('parseRepository', () => {
  it.each([
    ['names no commit', { ...repository, sha: 'main' }],
    ['lists no files', { ...repository, siblings: undefined }],
    ['without size', { ...repository, siblings: [{ rfilename: 'a' }] }],
    [
      'no SHA-256 of a',
      { ...repository, siblings: [{ rfilename: 'a', size: 1, lfs: { size: 1, sha256: 'x' } }] },
    ],
    ['names no commit', null],
  ])('refuses an answer that %s', (message, answer) => {
    expect(() => parseRepository(answer)).toThrow(message);
  });
});

describe('loadedPaths', () => {
  it('misses the manifest that this version of web-llm reads', () => {
    const paths = ['mlc-chat-config.json', 'ndarray-cache.json', 'tokenizer.model', 'params_shard_0.bin'];
    expect(() => loadedPaths(paths, null)).toThrow('tensor-cache.json is not in the repository');
    expect(() => loadedPaths(['tensor-cache.json'], null)).toThrow('no weights');
    expect(loadedPaths([...paths, 'tensor-cache.json'], null)).toContain('tokenizer.model');
  });
});

describe('wantedModels', () => {
  it('are the catalogue in both precisions, its GGUF files, and rows of the prebuilt list by id', async () => {
    const wanted = await wantedModels(['SmolLM2-135M-Instruct-q0f16']);
    const byKey = new Map(wanted.map((each) => [each.key, each]));
    expect(byKey.get('Qwen3-4B-q4f32_1-MLC')?.repository).toBe('mlc-ai/Qwen3-4B-q4f32_1-MLC');
    expect(byKey.get('Qwen2.5-0.5B-Instruct-Q8_0')).toMatchObject({
      repository: 'Qwen/Qwen2.5-0.5B-Instruct-GGUF',
      names: ['qwen2.5-0.5b-instruct-q8_0.gguf'],
    });
    expect(byKey.get('SmolLM2-135M-Instruct-q0f16')?.repository).toBe(
      'mlc-ai/SmolLM2-135M-Instruct-q0f16-MLC',
    );
    expect(byKey.get('multilingual-e5-small')).toMatchObject({
      repository: 'Xenova/multilingual-e5-small',
      names: expect.arrayContaining(['tokenizer.json', 'onnx/model_quantized.onnx']),
    });
    expect(byKey.has('all-MiniLM-L6-v2')).toBe(false);
    await expect(wantedModels(['No-Such'])).rejects.toThrow('no No-Such');
  });
});

it('changes nothing without a network, and says so', () => {
  const before = readFileSync('src/llm/pins.json', 'utf8');
  const args = [
    '--import',
    'data:text/javascript,globalThis.fetch=()=>Promise.reject(new TypeError("offline"))',
  ];
  const { status, stderr } = spawnSync(process.execPath, [...args, 'scripts/pin-models.mjs'], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/huggingface\.co could not be reached: offline.*pins\.json is unchanged/s);
  expect(readFileSync('src/llm/pins.json', 'utf8')).toBe(before);
});
