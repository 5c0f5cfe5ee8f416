import { describe, expect, it, vi } from 'vitest';
import { filesFailures } from '../files/files-failure.ts';
import type { LoadPhase } from '../load-phase.ts';
import { modelFiles } from '../model-files.ts';
import { chatml } from './fake-conversation.fixture.ts';
import { FakeMlcEngine } from './fake-engine.fixture.ts';
import { FakePipeline } from './fake-pipeline.fixture.ts';
import { type LoadModelOptions, loadModel } from './load-model.ts';
import { testRow } from './test-row.fixture.ts';

const files = modelFiles(testRow, 'q4f16_1');
const hang = () => new Promise<never>(() => {});

function load(options: Partial<LoadModelOptions> & { whileLoading?: () => Promise<void> } = {}) {
  const phases: LoadPhase[] = [];
  const pipelines: FakePipeline[] = [];
  const { whileLoading, ...rest } = options;
  const engine = new FakeMlcEngine({
    engineId: files.engineId,
    config: { context_window_size: 1024, sliding_window_size: 4096, conv_template: chatml },
    createPipeline: (config) => {
      const pipeline = new FakePipeline({ config, replies: ['One.'] });
      pipelines.push(pipeline);
      return pipeline;
    },
    ...(whileLoading && { whileLoading }),
  });
  const result = loadModel({
    row: testRow,
    files,
    windowTokens: 2048,
    onPhase: (phase) => phases.push(phase),
    requireFiles: () => Promise.resolve(),
    loadLibrary: () => Promise.resolve({ createEngine: () => engine }),
    ...rest,
  });
  return { result, phases, engine, pipelines };
}

describe('loadModel', () => {
  it('goes through its phases to a model with the window asked for', async () => {
    const { result, phases, engine } = load();
    const loaded = await result;
    expect(loaded.ok && loaded.loaded.model).toMatchObject({ modelId: testRow.id, windowTokens: 2048 });
    expect(engine.loadedModelIdToChatConfig.get(files.engineId)).toMatchObject({
      context_window_size: 2048,
      sliding_window_size: -1,
      conv_config: { role_templates: {} },
    });
    expect([...new Set(phases.map(({ name }) => name))]).toEqual(['loading', 'compiling', 'ready']);
    expect(phases.at(-1)).toEqual({ name: 'ready', fraction: 1, detail: 'Test 1B is ready' });
  });

  it('gives the bare string of an aborted load as a failure, and leaves nothing loaded', async () => {
    const controller = new AbortController();
    const whileLoading = () => {
      queueMicrotask(() => controller.abort());
      return hang();
    };
    const { result, engine } = load({ signal: controller.signal, whileLoading });
    expect(await result).toMatchObject({ ok: false, failure: { name: 'LoadFailure', code: 'aborted' } });
    expect(engine.loadedModelIdToPipeline.size).toBe(0);
  });

  it('begins nothing when it was aborted before', async () => {
    const loadLibrary = vi.fn();
    const { result } = load({ signal: AbortSignal.abort(), loadLibrary });
    expect(await result).toMatchObject({ ok: false, failure: { code: 'aborted' } });
    expect(loadLibrary).not.toHaveBeenCalled();
  });

  it.each<[string, Parameters<typeof load>[0]]>([
    ['while it looks for the files', { requireFiles: hang }],
    ['while the library is fetched', { loadLibrary: hang }],
    ['in the engine', { whileLoading: hang }],
  ])('gives up after a time without progress %s, and says what to do', async (_, options) => {
    const { result } = load({ stallMs: 30, ...options });
    expect(await result).toMatchObject({
      ok: false,
      failure: { code: 'stalled', message: expect.stringContaining('try again') },
    });
  });

  it('waits as long as there is progress', async () => {
    const { result, engine } = load({
      stallMs: 60,
      whileLoading: async () => {
        for (let step = 1; step <= 6; step += 1) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          engine.report({
            progress: step / 6,
            text: `Loading model from cache[${step}/6]: ${step}MB loaded.`,
          });
        }
      },
    });
    expect(await result).toMatchObject({ ok: true });
  });

  it.each([
    ['a string', () => Promise.reject('adapter is gone, device lost'), 'device'],
    ['an error', () => Promise.reject(new SyntaxError('Unexpected token <')), 'damaged'],
  ])('turns %s that loading throws into a failure', async (_, whileLoading, code) => {
    expect(await load({ whileLoading }).result).toMatchObject({ ok: false, failure: { code } });
  });

  it('takes the engine’s own unload for what it is: its device was lost', async () => {
    const { result, engine } = load({ whileLoading: () => engine.unload().then(hang) });
    expect(await result).toMatchObject({ ok: false, failure: { code: 'device' } });
  });

  it('refuses a model whose tokenizer it can’t find: it never guesses counts', async () => {
    const { result, engine } = load({
      whileLoading: () => {
        Reflect.set(engine.loadedModelIdToPipeline, 'set', () => {});
        return Promise.resolve();
      },
    });
    expect(await result).toMatchObject({
      ok: false,
      failure: { code: 'other', message: expect.stringContaining('does not hold') },
    });
  });

  it('loads nothing when files are missing, and says to get them', async () => {
    const loadLibrary = vi.fn();
    const requireFiles = () => Promise.reject(filesFailures.gone());
    expect(await load({ requireFiles, loadLibrary }).result).toMatchObject({
      ok: false,
      failure: {
        name: 'LoadFailure',
        code: 'damaged',
        message: expect.stringContaining('Get the model again'),
      },
    });
    expect(loadLibrary).not.toHaveBeenCalled();
  });

  it('tells an engine that can’t be fetched from files that are missing', async () => {
    const loadLibrary = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    expect(await load({ loadLibrary }).result).toMatchObject({
      ok: false,
      failure: { code: 'network', message: expect.stringContaining('Connect once') },
    });
  });

  it('says when the model is lost, and takes an unload for no loss', async () => {
    const told: unknown[] = [];
    const [first, second] = [load(), load()];
    for (const { result } of [first, second]) {
      const loaded = await result;
      if (!loaded.ok) throw loaded.failure;
      void loaded.loaded.lost.then((reason) => told.push(reason.kind));
      if (result === second.result) await loaded.loaded.unload();
    }
    // The engine destroys its device with the model, as a lost one is.
    for (const { pipelines } of [first, second])
      pipelines[0]?.loseDevice({ reason: 'destroyed', message: '' });
    await new Promise((resolve) => setTimeout(resolve));
    expect(told).toEqual(['memory']);
    expect(second.engine.loadedModelIdToPipeline.size).toBe(0);
  });

  it('unloads in every case, also when the engine is gone already', async () => {
    const { result, engine } = load();
    const loaded = await result;
    if (!loaded.ok) throw loaded.failure;
    engine.unload = () => Promise.reject(new Error('Object has already been disposed'));
    await loaded.loaded.unload();
    await loaded.loaded.unload();
  });
});
