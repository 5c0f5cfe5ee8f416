import { deleteModelAllInfoInCache, hasModelInCache, MLCEngine } from '@mlc-ai/web-llm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { catalogue, type ModelRow } from './catalogue.ts';
import { deleteModel } from './delete-model.ts';
import { engineLoadContract } from './engine.contract.ts';
import { isModelCached } from './is-model-cached.ts';
import { type LoadModelOptions, loadModel } from './load-model.ts';
import type { LoadPhase } from './load-phase.ts';
import { loadWebLlm } from './load-web-llm.ts';
import {
  cachedUrls,
  clearCaches,
  importModel,
  ModelServer,
  type TestModel,
  testModel,
} from './model-server.fixture.ts';

/*
 * Loading on the real web-llm, as far as it goes without a model's compiled library. A host that never
 * answers, and one that does, are played by the browser's network layer.
 */

const server = new ModelServer(cdp());
const [row] = catalogue as [ModelRow, ...ModelRow[]];
const model = testModel('imported');

beforeAll(() => server.start());
afterAll(() => server.stop());
afterEach(async () => {
  server.reset();
  await clearCaches();
});

function appConfig({ files }: TestModel) {
  const { engineId, baseUrl, libraryUrl } = files;
  return { model_list: [{ model: baseUrl, model_id: engineId, model_lib: libraryUrl }] };
}

function createEngine(it: TestModel): MLCEngine {
  return new MLCEngine({ appConfig: appConfig(it), logLevel: 'SILENT' });
}

function hangAll(it: TestModel): void {
  for (const { url } of it.contents) server.answers.set(url, 'hang');
}

function load(options: Partial<LoadModelOptions> = {}) {
  const phases: LoadPhase[] = [];
  const onPhase = (phase: LoadPhase) => phases.push(phase);
  const result = loadModel({
    row,
    files: model.files,
    windowTokens: 2048,
    loadLibrary: loadWebLlm,
    onPhase,
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
    await importModel(model);
    return { engine: createEngine(model), engineId: model.files.engineId };
  },
});

describe('web-llm 0.2.86 by itself', () => {
  it('finds files put into its caches by hand, and reads them without a network', async () => {
    const engine = createEngine(model);
    expect(await hasModelInCache(model.files.engineId, appConfig(model))).toBe(false);
    await importModel(model);
    expect(await hasModelInCache(model.files.engineId, appConfig(model))).toBe(true);
    // It gets as far as the library, which is none.
    await expect(engine.reload(model.files.engineId)).rejects.toMatchObject({ name: 'CompileError' });
    expect(server.requests).toEqual([]);
  });

  it('leaves the manifest behind when it deletes a model', async () => {
    await importModel(model);
    await deleteModelAllInfoInCache(model.files.engineId, appConfig(model));
    expect(await cachedUrls()).toEqual([`webllm/model ${model.files.baseUrl}tensor-cache.json`]);
  });
});

describe('loadModel on web-llm', () => {
  it('ends a download that hangs on abort, as a value', async () => {
    hangAll(model);
    const controller = new AbortController();
    const { result } = load({ signal: controller.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    expect(await result).toMatchObject({ ok: false, failure: { code: 'aborted' } });
  });

  it('ends an engine that hangs on abort, its bare string become a failure', async () => {
    hangAll(model);
    const controller = new AbortController();
    const { result } = load({ signal: controller.signal, download: () => Promise.resolve() });
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    expect(await result).toMatchObject({ ok: false, failure: { name: 'LoadFailure', code: 'aborted' } });
  });

  it('gives up on a host that never answers, and says what to do', async () => {
    hangAll(model);
    const { result } = load({ stallMs: 300 });
    expect(await result).toMatchObject({
      ok: false,
      failure: { code: 'stalled', message: expect.stringContaining('Check the connection') },
    });
  });

  it('takes an imported model without a network, as far as its library goes, and says that it is damaged', async () => {
    await importModel(model);
    const { result } = load();
    expect(await result).toMatchObject({
      ok: false,
      failure: { code: 'damaged', message: expect.stringContaining('Delete the model') },
    });
    expect(server.requests).toEqual([]);
  });

  it('says that a web page in a file’s place is damaged, and deleting it frees the way', async () => {
    await importModel(model);
    const configs = await caches.open('webllm/config');
    await configs.put(`${model.files.baseUrl}mlc-chat-config.json`, new Response('<html>Sign in'));
    expect(await load().result).toMatchObject({ ok: false, failure: { code: 'damaged' } });
    await deleteModel(model.files);
    expect(await cachedUrls()).toEqual([]);
  });

  it('downloads what web-llm then finds', async () => {
    server.serve(model);
    const { result, phases } = load();
    expect(await result).toMatchObject({ ok: false, failure: { code: 'damaged' } });
    expect(await hasModelInCache(model.files.engineId, appConfig(model))).toBe(true);
    expect(await isModelCached(model.files)).toBe(true);
    expect(phases.map(({ detail }) => detail)).toContain('Fetching the list of files');
    expect([...server.requests].sort()).toEqual(model.contents.map(({ url }) => url).sort());
  });
});
