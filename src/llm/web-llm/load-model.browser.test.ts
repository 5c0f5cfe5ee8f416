import { hasModelInCache, MLCEngine } from '@mlc-ai/web-llm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import type { LoadPhase } from '../load-phase.ts';
import { cacheNames } from '../model-files.ts';
import { ModelServer } from '../model-server.fixture.ts';
import { type CachedModel, cachedModel, clearCaches, putInCaches } from './cached-model.fixture.ts';
import { engineLoadContract } from './engine.contract.ts';
import { type LoadModelOptions, loadModel } from './load-model.ts';
import { loadWebLlm } from './load-web-llm.ts';
import { refuseRequests } from './refuse-requests.ts';
import { testRow } from './test-row.fixture.ts';

/*
 * Loading on the real web-llm: configuration, library, graphics device, tokenizer and weights are its own code's
 * work. The library is a stub, so that a load ends where the model's own functions would be called.
 */

const server = new ModelServer(cdp());
const model = cachedModel('here');

beforeAll(() => server.start());
afterAll(() => server.stop());
afterEach(async () => {
  server.reset();
  await clearCaches();
});

function appConfig({ files }: CachedModel) {
  const { engineId, baseUrl, libraryUrl } = files;
  return { model_list: [{ model: baseUrl, model_id: engineId, model_lib: libraryUrl }] };
}

function createEngine(it: CachedModel): MLCEngine {
  return new MLCEngine({ appConfig: appConfig(it), logLevel: 'SILENT' });
}

function hangAll({ contents }: CachedModel): void {
  for (const { url } of contents) server.answers.set(url, 'hang');
}

function load(options: Partial<LoadModelOptions> = {}) {
  const phases: LoadPhase[] = [];
  const result = loadModel({
    row: testRow,
    files: model.files,
    windowTokens: 2048,
    loadLibrary: loadWebLlm,
    onPhase: (phase) => phases.push(phase),
    ...options,
  });
  return { result, phases };
}

engineLoadContract('web-llm’s engine', {
  hanging: () => {
    hangAll(model);
    const begun = () => expect.poll(() => server.requests.length).toBe(1);
    return { engine: createEngine(model), engineId: model.files.engineId, begun };
  },
  damaged: async () => {
    await putInCaches(model);
    await (await caches.open(cacheNames.wasm)).put(model.files.libraryUrl, new Response('no wasm'));
    return { engine: createEngine(model), engineId: model.files.engineId };
  },
});

it('web-llm fetches what it misses unasked, which a worker of ours does not let it', async () => {
  server.answers.set(`${model.files.baseUrl}mlc-chat-config.json`, 'drop');
  await expect(createEngine(model).reload(model.files.engineId)).rejects.toThrow();
  expect(server.requests).toHaveLength(1);
  const { add } = Cache.prototype;
  refuseRequests(Cache.prototype);
  try {
    await expect(createEngine(model).reload(model.files.engineId)).rejects.toThrow('Get the model again');
    expect(server.requests).toHaveLength(1);
  } finally {
    Cache.prototype.add = add;
  }
});

describe('loadModel on web-llm makes no request', () => {
  /** Everything by which this thread could reach the network, but for what a chunk of the app takes. */
  const requests: unknown[] = [];

  beforeEach(() => {
    requests.length = 0;
    const record = (name: string) => (input: unknown) => {
      requests.push([name, input instanceof Request ? input.url : String(input)]);
      return Promise.reject(new TypeError('Failed to fetch'));
    };
    vi.spyOn(Cache.prototype, 'add').mockImplementation(record('Cache.add'));
    vi.spyOn(Cache.prototype, 'addAll').mockImplementation(record('Cache.addAll'));
    vi.spyOn(globalThis, 'fetch').mockImplementation(record('fetch'));
    vi.spyOn(XMLHttpRequest.prototype, 'open').mockImplementation((_, url) => {
      requests.push(['XMLHttpRequest', String(url)]);
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    expect([...requests, ...server.requests]).toEqual([]);
  });

  it('and reads every file of a model that is here, to the last of its weights', async () => {
    await putInCaches(model);
    expect(await hasModelInCache(model.files.engineId, appConfig(model))).toBe(true);
    const read: string[] = [];
    const match = Cache.prototype.match;
    vi.spyOn(Cache.prototype, 'match').mockImplementation(function (this: Cache, ...args) {
      read.push(args[0] instanceof Request ? args[0].url : String(args[0]));
      return match.apply(this, args);
    });
    const { result, phases } = load();
    // The library has no model inside.
    expect(await result).toMatchObject({ ok: false, failure: { code: 'other' } });
    expect(new Set(read)).toEqual(new Set(model.contents.map(({ url }) => url)));
    expect(phases.map(({ name }) => name)).toEqual(phases.map(() => 'loading'));
    expect(phases.at(-1)).toMatchObject({ fraction: 1, detail: expect.stringContaining('cache[3/3]') });
  });

  it.each(model.contents.map(({ url }) => url))('and says so where a file is missing: %s', async (url) => {
    await putInCaches(model);
    for (const name of Object.values(cacheNames)) await (await caches.open(name)).delete(url);
    expect(await load().result).toMatchObject({
      ok: false,
      failure: { code: 'damaged', message: expect.stringContaining('Get the model again') },
    });
    expect(await load({ row: { ...testRow, origin: 'own' } }).result).toMatchObject({
      failure: { code: 'damaged', message: expect.stringContaining('import it again') },
    });
  });

  it.each([
    ['a web page in place of the configuration', cacheNames.config, 'mlc-chat-config.json', '<html>Sign in'],
    ['a web page in place of the list of weights', cacheNames.model, 'tensor-cache.json', '<html>Sign in'],
    ['an empty list of weights', cacheNames.model, 'tensor-cache.json', '{"records":[]}'],
    ['a list of weights that is none', cacheNames.model, 'tensor-cache.json', '{"records":[null]}'],
    ['a library that is none', cacheNames.wasm, '../../../here.wasm', '<html>Sign in'],
  ])('and says that %s is damaged', async (_, cache, path, body) => {
    await putInCaches(model);
    await (await caches.open(cache)).put(new URL(path, model.files.baseUrl), new Response(body));
    expect(await load().result).toMatchObject({ ok: false, failure: { code: 'damaged' } });
  });

  it('and ends on abort in the middle of its work, also when begun again at once', async () => {
    await putInCaches(model);
    const controller = new AbortController();
    const { result } = load({ signal: controller.signal, onPhase: () => controller.abort() });
    const again = load();
    expect(await result).toMatchObject({ ok: false, failure: { name: 'LoadFailure', code: 'aborted' } });
    expect(await again.result).toMatchObject({ ok: false, failure: { code: 'other' } });
  });
});

describe('loadModel on an engine that hangs', () => {
  it('ends on abort, its bare string become a failure', async () => {
    hangAll(model);
    const controller = new AbortController();
    const { result } = load({ signal: controller.signal, requireFiles: () => Promise.resolve() });
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    expect(await result).toMatchObject({ ok: false, failure: { name: 'LoadFailure', code: 'aborted' } });
  });

  it('gives up after a time, and says what to do', async () => {
    hangAll(model);
    const { result } = load({ stallMs: 300, requireFiles: () => Promise.resolve() });
    expect(await result).toMatchObject({
      ok: false,
      failure: { code: 'stalled', message: expect.stringContaining('smaller model') },
    });
  });
});
