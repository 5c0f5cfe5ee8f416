import { describe, expect, it, vi } from 'vitest';
import { catalogue } from './catalogue.ts';
import type { downloadModel } from './download-model.ts';
import { chatml } from './fake-conversation.fixture.ts';
import { FakeMlcEngine } from './fake-engine.fixture.ts';
import { FakePipeline } from './fake-pipeline.fixture.ts';
import { type LoadModelOptions, loadModel } from './load-model.ts';
import type { LoadPhase } from './load-phase.ts';
import { modelFiles } from './model-files.ts';

const [row] = catalogue;
if (!row) throw new Error('The catalogue is empty.');
const files = modelFiles(row.id, 'q4f16_1');
const hang = () => new Promise<never>(() => {});

function load(options: Partial<LoadModelOptions> & { whileLoading?: () => Promise<void> } = {}) {
  const phases: LoadPhase[] = [];
  const { whileLoading, ...rest } = options;
  const engine = new FakeMlcEngine({
    engineId: files.engineId,
    config: { context_window_size: 1024, sliding_window_size: 4096, conv_template: chatml },
    createPipeline: (config) => new FakePipeline({ config, replies: ['One.'] }),
    ...(whileLoading && { whileLoading }),
  });
  const result = loadModel({
    row: row as NonNullable<typeof row>,
    files,
    windowTokens: 2048,
    onPhase: (phase) => phases.push(phase),
    download: (_, { onBytes }) => {
      onBytes(0, 0);
      onBytes(140e6, 280e6);
      return Promise.resolve();
    },
    loadLibrary: () => Promise.resolve({ createEngine: () => engine }),
    ...rest,
  });
  return { result, phases, engine };
}

describe('loadModel', () => {
  it('goes through its phases to a model with the window asked for', async () => {
    const { result, phases, engine } = load();
    const loaded = await result;
    expect(loaded.ok && loaded.model).toMatchObject({ modelId: row.id, windowTokens: 2048 });
    expect(engine.loadedModelIdToChatConfig.get(files.engineId)).toMatchObject({
      context_window_size: 2048,
      sliding_window_size: -1,
      conv_config: { role_templates: {} },
    });
    expect([...new Set(phases.map(({ name }) => name))]).toEqual([
      'downloading',
      'loading',
      'compiling',
      'ready',
    ]);
    expect(phases).toContainEqual({ name: 'downloading', fraction: 0.5, detail: '140 of 280 MB' });
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
    ['in the download', { download: hang as typeof downloadModel }],
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
    const download: typeof downloadModel = async (_, { onBytes }) => {
      for (let step = 1; step <= 6; step += 1) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        onBytes(step, 6);
      }
    };
    expect(await load({ stallMs: 60, download }).result).toMatchObject({ ok: true });
  });

  it.each([
    ['a string', () => Promise.reject('adapter is gone, device lost'), 'device'],
    ['an error', () => Promise.reject(new SyntaxError('Unexpected token <')), 'damaged'],
  ])('turns %s that loading throws into a failure', async (_, whileLoading, code) => {
    expect(await load({ whileLoading }).result).toMatchObject({ ok: false, failure: { code } });
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
});
