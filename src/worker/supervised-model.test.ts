import { describe, expect, it } from 'vitest';
import { languageModelContract } from '../kernel/language-model.contract.ts';
import type { ChatMessage } from '../kernel/language-model.ts';
import { filesFailures } from '../llm/files/files-failure.ts';
import { testRow } from '../llm/web-llm/test-row.fixture.ts';
import { openSupervised as open } from './fake-llm-worker.fixture.ts';
import { RemoteError } from './rpc.ts';
import { SupervisedModel } from './supervised-model.ts';

const row = testRow;
const otherRow = { ...testRow, id: 'Test-3B', name: 'Test 3B' };

languageModelContract('SupervisedModel', async ({ windowTokens, replies }) => {
  const played = replies.map((reply) =>
    typeof reply === 'string' ? reply : { text: 'It breaks off here.', throwsAfter: 2 },
  );
  const { supervised, workers, close } = open(played);
  await supervised.load(row, windowTokens);
  const model = supervised.model();
  if (!model) throw new Error('No model was loaded.');
  return { model, lose: () => workers[0]?.pipelines[0]?.loseDevice(), close };
});

const prompt: ChatMessage[] = [{ role: 'user', content: 'Hello.' }];
const request = { messages: prompt, grammar: 'root ::= "x"', maxTokens: 100 };

describe('SupervisedModel', () => {
  it('starts its worker when first asked, and loads with phases', async () => {
    const { supervised, workers, close } = open(['One.']);
    expect(workers).toHaveLength(0);
    expect(await supervised.capability()).toMatchObject({ webgpu: true });
    const phases: string[] = [];
    expect(await supervised.load(row, 2048, ({ name }) => phases.push(name))).toBe(2048);
    expect(new Set(phases)).toEqual(new Set(['loading', 'compiling', 'ready']));
    expect(supervised.model()).toMatchObject({
      modelId: row.id,
      windowTokens: 2048,
      grammarDialect: 'xgrammar',
    });
    expect(workers).toHaveLength(1);
    close();
  });

  it('ends the worker with its model, and gives the next model one of its own', async () => {
    const { supervised, workers, lost, close } = open();
    await supervised.load(row, 2048);
    const first = supervised.model();
    await supervised.load(otherRow, 2048);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(supervised.model()?.modelId).toBe(otherRow.id);
    expect(await first?.complete(request)).toMatchObject({ ok: false, error: { code: 'lost' } });
    await supervised.unload();
    expect(supervised.model()).toBeNull();
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, true]);
    expect(lost).toEqual([]);
    close();
  });

  it('loads the same model twice in a row, also at once, and unloads nothing as well as something', async () => {
    const { supervised, workers, lost, close } = open(['One.']);
    await supervised.unload();
    await supervised.load(row, 2048);
    await supervised.load(row, 4096);
    const [first, second] = await Promise.allSettled([
      supervised.load(row, 2048),
      supervised.load(row, 1024),
    ]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'aborted' } });
    expect(second).toEqual({ status: 'fulfilled', value: 1024 });
    expect(await supervised.model()?.complete(request)).toMatchObject({ completion: { text: 'One.' } });
    await supervised.unload();
    await supervised.unload();
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, true, true, true]);
    expect(lost).toEqual([]);
    close();
  });

  it.each(['error', 'messageerror'] as const)(
    'ends what waits as lost on the worker’s %s, and starts another for the next load',
    async (type) => {
      const { supervised, workers, lost, close } = open(['word '.repeat(500)]);
      await supervised.load(row, 2048);
      const model = supervised.model();
      const running = model?.complete(request, { onText: () => workers[0]?.crash(type) });
      expect(await running).toMatchObject({ ok: false, error: { code: 'lost' } });
      expect(await model?.complete(request)).toMatchObject({ ok: false, error: { code: 'lost' } });
      await expect(model?.countTokens(prompt)).rejects.toBeInstanceOf(RemoteError);
      expect(supervised.model()).toBeNull();
      expect(lost).toEqual([{ kind: 'worker', message: expect.stringContaining('worker stopped') }]);
      await supervised.load(row, 2048);
      expect(workers).toHaveLength(2);
      close();
    },
  );

  it('ends the worker when the device is lost, and says so once', async () => {
    const { supervised, workers, lost, close } = open(['word '.repeat(500)]);
    await supervised.load(row, 2048);
    const pipeline = workers[0]?.pipelines[0];
    await supervised.model()?.complete(request, { onText: () => pipeline?.loseDevice() });
    expect(lost).toEqual([{ kind: 'device', message: expect.stringContaining('graphics processor') }]);
    expect(workers[0]?.terminated).toBe(true);
    close();
  });

  it.each<[string, (open: ReturnType<typeof openHanging>) => void]>([
    ['its signal', ({ controller }) => controller.abort()],
    ['unload', ({ supervised }) => void supervised.unload()],
    ['another load', ({ supervised }) => void supervised.load(otherRow, 2048).catch(() => {})],
  ])('cancels a load on %s, and ends its worker', async (_, cancel) => {
    const opened = openHanging();
    const loading = opened.supervised.load(row, 2048, undefined, opened.controller.signal);
    setImmediate(() => cancel(opened));
    await expect(loading).rejects.toMatchObject({ code: 'aborted' });
    expect(opened.workers[0]?.terminated).toBe(true);
    expect(opened.lost).toEqual([]);
    opened.close();
  });

  it('starts no worker for a load that was cancelled before', async () => {
    const { supervised, workers } = open();
    await expect(supervised.load(row, 2048, undefined, AbortSignal.abort())).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(workers).toHaveLength(0);
  });

  it('rejects a failed load with code and message, ends the worker, and loads again when asked', async () => {
    let looks = 0;
    const requireFiles = () => {
      looks += 1;
      return looks === 1 ? Promise.reject(filesFailures.gone()) : Promise.resolve();
    };
    const { supervised, workers, close } = open([], { requireFiles });
    const failure: unknown = await supervised.load(row, 2048).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).toMatchObject({
      name: 'LoadFailure',
      code: 'damaged',
      message: expect.stringContaining('Get the'),
    });
    expect(workers[0]?.terminated).toBe(true);
    expect(await supervised.load(row, 2048)).toBe(2048);
    close();
  });

  it('refuses to load where there is no WebGPU, and says why', async () => {
    const reason = 'This browser has no WebGPU.';
    const probe = () => Promise.resolve({ webgpu: false, reason } as const);
    const { supervised, close } = open([], { probe });
    await expect(supervised.load(row, 2048)).rejects.toMatchObject({ code: 'device', message: reason });
    close();
  });

  it('counts a known prompt without asking, and the reply’s header with the last message only', async () => {
    const { supervised, workers, close } = open(['One.']);
    await supervised.load(row, 2048);
    const model = supervised.model();
    const grown: ChatMessage[] = [
      { role: 'system', content: 'S' },
      ...prompt,
      { role: 'assistant', content: 'A' },
      ...prompt,
    ];
    const counts = await model?.countTokens(grown);
    expect(counts?.at(-1)).toBeGreaterThan(counts?.[1] ?? 0);
    workers[0]?.terminate();
    expect(await model?.countTokens(grown)).toEqual(counts);
    close();
  });

  it('answers that nothing works when the worker can’t be started', async () => {
    const startWorker = () => {
      throw new Error('Blocked by policy.');
    };
    const supervised = new SupervisedModel({ startWorker });
    expect(await supervised.capability()).toMatchObject({ webgpu: false });
    await expect(supervised.load(row, 2048)).rejects.toThrow('Blocked by policy.');
    await expect(supervised.tryCpu()).rejects.toThrow('Blocked by policy.');
    await supervised.unload();
  });

  function openHanging() {
    return { ...open([], { hangs: true }), controller: new AbortController() };
  }
});
