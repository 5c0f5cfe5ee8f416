import { describe, expect, it, vi } from 'vitest';
import type { LoadedModel } from './loaded-model.ts';
import type { LossReason } from './loss-reason.ts';
import { ModelHost, type ModelHostOptions } from './model-host.ts';
import type { GgufRow, ModelRow } from './model-row.ts';
import { chatml } from './web-llm/fake-conversation.fixture.ts';
import { FakeMlcEngine } from './web-llm/fake-engine.fixture.ts';
import { FakePipeline } from './web-llm/fake-pipeline.fixture.ts';
import { testRow } from './web-llm/test-row.fixture.ts';

const ggufRow: GgufRow = {
  engine: 'wllama',
  origin: 'own',
  id: 'own-1',
  name: 'Mine',
  parameters: '',
  downloadMb: 1,
  licence: '',
  goodFor: '',
  kvBytesPerToken: null,
  trainedWindow: null,
  memoryMb: 10,
  parts: [{ name: 'mine.gguf', url: null }],
};
const request = { messages: [{ role: 'user' as const, content: 'Hello.' }], grammar: '', maxTokens: 9 };
const hang = () => new Promise<never>(() => {});
const ignore = () => {};

function open({ whileLoading, ...options }: ModelHostOptions & { whileLoading?: () => Promise<void> } = {}) {
  const engines: FakeMlcEngine[] = [];
  const pipelines: FakePipeline[] = [];
  const lost: LossReason[] = [];
  const host = new ModelHost({
    probe: () => Promise.resolve({ webgpu: true, shaderF16: true, maxBufferBytes: 2 ** 30, adapter: 'fake' }),
    requireFiles: () => Promise.resolve(),
    onLost: (reason) => lost.push(reason),
    loadLibrary: () =>
      Promise.resolve({
        createEngine({ engineId }) {
          const engine = new FakeMlcEngine({
            engineId,
            config: { context_window_size: 0, sliding_window_size: -1, conv_template: chatml },
            createPipeline: (config) => {
              const pipeline = new FakePipeline({ config, replies: ['One.', 'Two.'] });
              pipelines.push(pipeline);
              return pipeline;
            },
            ...(whileLoading && { whileLoading }),
          });
          engines.push(engine);
          return engine;
        },
      }),
    ...options,
  });
  const load = (row: ModelRow = testRow, signal?: AbortSignal) => host.load(row, 2048, ignore, signal);
  const isLoaded = () => engines.map(({ loadedModelIdToPipeline }) => loadedModelIdToPipeline.size === 1);
  return { host, load, engines, pipelines, lost, isLoaded };
}

/** A loader of the other engine, whose loads end when the test says. */
function slowGguf() {
  const pending: ((loaded: LoadedModel) => void)[] = [];
  const unloaded: string[] = [];
  const loadGguf = () => new Promise<LoadedModel>((resolve) => pending.push(resolve));
  const finish = (modelId: string) => {
    const model = { modelId } as LoadedModel['model'];
    pending.shift()?.({
      model,
      lost: hang(),
      unload: () => {
        unloaded.push(modelId);
        return Promise.resolve();
      },
    });
  };
  return { loadGguf, pending, unloaded, finish };
}

describe('ModelHost', () => {
  it('loads one model in place of another, in an engine of its own, whichever it is', async () => {
    const { loadGguf, pending, unloaded, finish } = slowGguf();
    const { load, host, isLoaded } = open({ loadGguf });
    expect(await load()).toMatchObject({ modelId: testRow.id });
    expect(await load()).toMatchObject({ modelId: testRow.id });
    expect(isLoaded()).toEqual([false, true]);
    const other = load(ggufRow);
    await vi.waitFor(() => expect(pending).toHaveLength(1));
    expect(isLoaded()).toEqual([false, false]);
    finish('mine');
    expect(await other).toMatchObject({ modelId: 'mine' });
    expect(await load()).toMatchObject({ modelId: testRow.id });
    expect(unloaded).toEqual(['mine']);
    expect(await host.complete(request)).toMatchObject({ completion: { text: 'One.' } });
  });

  it('ends a load when another begins, and only that one stands', async () => {
    let loads = 0;
    const { load, isLoaded } = open({ whileLoading: () => (++loads === 1 ? hang() : Promise.resolve()) });
    const first = load().catch((thrown: unknown) => thrown);
    await vi.waitFor(() => expect(loads).toBe(1));
    expect(await load()).toMatchObject({ modelId: testRow.id });
    expect(await first).toMatchObject({ name: 'LoadFailure', code: 'aborted' });
    expect(isLoaded()).toEqual([false, true]);
  });

  it('begins only the last of many loads at once', async () => {
    const { load, isLoaded } = open();
    const all = await Promise.allSettled([load(), load(), load()]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(isLoaded()).toEqual([true]);
  });

  it.each([
    ['web-llm', testRow, { whileLoading: hang }],
    ['wllama', ggufRow, { loadGguf: hang }],
  ])('ends a load that hangs with unload, and with its signal: %s', async (_, row, options) => {
    const { load, host, isLoaded } = open(options);
    const loading = load(row).catch((thrown: unknown) => thrown);
    await new Promise((resolve) => setTimeout(resolve));
    await host.unload();
    expect(await loading).toMatchObject({ name: 'LoadFailure', code: 'aborted' });
    const controller = new AbortController();
    const again = load(row, controller.signal).catch((thrown: unknown) => thrown);
    await new Promise((resolve) => setTimeout(resolve));
    controller.abort();
    expect(await again).toMatchObject({ name: 'LoadFailure', code: 'aborted' });
    expect(isLoaded()).not.toContain(true);
  });

  it('lets go of a model that came too late', async () => {
    const { loadGguf, pending, unloaded, finish } = slowGguf();
    const { load, host } = open({ loadGguf });
    const loading = load(ggufRow).catch((thrown: unknown) => thrown);
    await vi.waitFor(() => expect(pending).toHaveLength(1));
    await host.unload();
    await loading;
    finish('late');
    await vi.waitFor(() => expect(unloaded).toEqual(['late']));
    expect(await host.complete(request)).toMatchObject({ error: { code: 'lost' } });
  });

  it('unloads nothing as well as something, and answers that nothing is loaded', async () => {
    const { load, host } = open();
    await host.unload();
    await load();
    await host.unload();
    await host.unload();
    expect(await host.complete(request)).toMatchObject({ ok: false, error: { code: 'lost' } });
    await expect(host.countTokens(request.messages)).rejects.toThrow('No model is loaded');
  });

  it('goes on after a load that failed', async () => {
    let loads = 0;
    const whileLoading = () => (++loads === 1 ? Promise.reject(new SyntaxError('<')) : Promise.resolve());
    const { load } = open({ whileLoading });
    await expect(load()).rejects.toMatchObject({ code: 'damaged' });
    expect(await load()).toMatchObject({ modelId: testRow.id });
  });

  it('tells of a loss once, before the answer that it fails, and of none after an unload', async () => {
    const { load, host, pipelines, lost } = open();
    await load();
    pipelines[0]?.loseDevice({ reason: 'destroyed', message: '' });
    expect(await host.complete(request)).toMatchObject({ error: { code: 'lost' } });
    expect(lost).toMatchObject([{ kind: 'memory' }]);
    expect(await host.complete(request)).toMatchObject({ error: { code: 'lost' } });
    await load();
    await host.unload();
    pipelines[1]?.loseDevice();
    await new Promise((resolve) => setTimeout(resolve));
    expect(lost).toHaveLength(1);
  });

  it('tells of a loss also where the engine only fails for good', async () => {
    const error = { code: 'lost', message: 'Gone.' } as const;
    const model = {
      complete: () => Promise.resolve({ ok: false, error }),
    } as unknown as LoadedModel['model'];
    const loadGguf = () => Promise.resolve({ model, lost: hang(), unload: () => Promise.resolve() });
    const { load, host, lost } = open({ loadGguf });
    await load(ggufRow);
    expect(await host.complete(request)).toEqual({ ok: false, error });
    expect(lost).toEqual([{ kind: 'worker', message: 'Gone.' }]);
  });

  it('needs a graphics processor for the one engine alone, and says why', async () => {
    const reason = 'This browser has no WebGPU.';
    const { loadGguf, pending, finish } = slowGguf();
    const { load } = open({ loadGguf, probe: () => Promise.resolve({ webgpu: false, reason }) });
    await expect(load()).rejects.toMatchObject({ code: 'device', message: reason });
    const loading = load(ggufRow);
    await vi.waitFor(() => expect(pending).toHaveLength(1));
    finish('mine');
    expect(await loading).toMatchObject({ modelId: 'mine' });
  });
});
