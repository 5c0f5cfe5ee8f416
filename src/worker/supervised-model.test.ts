import { describe, expect, it } from 'vitest';
import { languageModelContract } from '../kernel/language-model.contract.ts';
import type { ChatMessage } from '../kernel/language-model.ts';
import { catalogue, type ModelRow } from '../llm/catalogue.ts';
import { chatml } from '../llm/fake-conversation.fixture.ts';
import { FakeMlcEngine } from '../llm/fake-engine.fixture.ts';
import { FakePipeline, type FakeReply } from '../llm/fake-pipeline.fixture.ts';
import { ModelHost, type ModelHostOptions } from '../llm/model-host.ts';
import { llmHandlers } from './llm-handlers.ts';
import type { LlmRequests } from './llm-protocol.ts';
import { type Endpoint, RemoteError, serve } from './rpc.ts';
import { type ModelWorker, SupervisedModel } from './supervised-model.ts';

const [row, otherRow] = catalogue as [ModelRow, ModelRow];

/** A worker in this very thread, behind a real MessageChannel, with everything on it cloned. */
class FakeWorker implements ModelWorker {
  readonly pipelines: FakePipeline[] = [];
  terminated = false;
  readonly #channel = new MessageChannel();
  readonly #events = new EventTarget();

  constructor(replies: readonly FakeReply[], options: ModelHostOptions & { hangs?: boolean } = {}) {
    const host = new ModelHost({
      probe: () =>
        Promise.resolve({ webgpu: true, shaderF16: true, maxBufferBytes: 2 ** 30, adapter: 'fake' }),
      download: () => Promise.resolve(),
      loadLibrary: () =>
        Promise.resolve({
          createEngine: ({ engineId }) =>
            new FakeMlcEngine({
              engineId,
              config: { context_window_size: 0, sliding_window_size: -1, conv_template: chatml },
              createPipeline: (config) => this.#keep(new FakePipeline({ config, replies, pause: macrotask })),
              ...(options.hangs && { whileLoading: () => new Promise<void>(() => {}) }),
            }),
        }),
      ...options,
    });
    serve<LlmRequests, never>(this.#channel.port2 as unknown as Endpoint, llmHandlers(host));
    this.#channel.port2.start();
    this.#channel.port1.start();
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  addEventListener(type: string, listener: (event: MessageEvent) => void): void {
    if (type === 'message') this.#channel.port1.addEventListener('message', listener);
    else this.#events.addEventListener(type, listener as (event: Event) => void);
  }

  terminate(): void {
    this.terminated = true;
    this.#channel.port1.close();
  }

  crash(type: 'error' | 'messageerror' = 'error'): void {
    this.#events.dispatchEvent(new Event(type));
  }

  #keep(pipeline: FakePipeline): FakePipeline {
    this.pipelines.push(pipeline);
    return pipeline;
  }
}

/** Lets messages of the channel through between tokens. */
const macrotask = () => new Promise<void>((resolve) => setImmediate(resolve));

function open(replies: readonly FakeReply[] = [], options: ModelHostOptions & { hangs?: boolean } = {}) {
  const workers: FakeWorker[] = [];
  const lost: string[] = [];
  const startWorker = () => {
    const worker = new FakeWorker(replies, options);
    workers.push(worker);
    return worker;
  };
  const supervised = new SupervisedModel({ startWorker, onLost: (message) => lost.push(message) });
  const close = () => {
    for (const worker of workers) worker.terminate();
  };
  return { supervised, workers, lost, close };
}

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
    expect(await supervised.cachedIds(catalogue)).toEqual([]);
    const phases: string[] = [];
    expect(await supervised.load(row, 2048, ({ name }) => phases.push(name))).toBe(2048);
    expect(new Set(phases)).toEqual(new Set(['downloading', 'loading', 'compiling', 'ready']));
    expect(supervised.model()).toMatchObject({ modelId: row.id, windowTokens: 2048 });
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
      expect(lost).toHaveLength(1);
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
    expect(lost).toEqual([expect.stringContaining('graphics processor')]);
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
    let downloads = 0;
    const download = () => {
      downloads += 1;
      return downloads === 1 ? Promise.reject('Failed to fetch') : Promise.resolve();
    };
    const { supervised, workers, close } = open([], { download });
    const failure: unknown = await supervised.load(row, 2048).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).toMatchObject({ name: 'LoadFailure', code: 'network' });
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
    expect(await supervised.cachedIds(catalogue)).toEqual([]);
    await expect(supervised.load(row, 2048)).rejects.toThrow('Blocked by policy.');
    await expect(supervised.delete(row)).rejects.toThrow('could not be deleted');
  });

  function openHanging() {
    return { ...open([], { hangs: true }), controller: new AbortController() };
  }
});
