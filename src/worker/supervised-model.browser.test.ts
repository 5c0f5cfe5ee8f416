import { describe, expect, it } from 'vitest';
import type { ScriptAnswer, ScriptMessage } from '../../e2e/scripted-llm-worker.ts';
import { startLlmWorker as startScriptedLlmWorker } from '../../e2e/start-scripted-llm-worker.ts';
import { languageModelContract } from '../kernel/language-model.contract.ts';
import type { CompletionResult } from '../kernel/language-model.ts';
import type { LossReason } from '../llm/loss-reason.ts';
import { probeDevice } from '../llm/probe-device.ts';
import { cachedModel, clearCaches, putInCaches } from '../llm/web-llm/cached-model.fixture.ts';
import { testRow } from '../llm/web-llm/test-row.fixture.ts';
import { type ModelWorker, SupervisedModel } from './supervised-model.ts';

/** Its files come from nowhere but the caches. */
const { files } = cachedModel('supervised');
const row = { ...testRow, id: files.engineId, baseUrl: files.baseUrl, libraryUrl: files.libraryUrl };

describe('SupervisedModel with the real worker', () => {
  it('hears from it what the device can do, without web-llm', async () => {
    const supervised = new SupervisedModel();
    expect(await supervised.capability()).toEqual(await probeDevice(navigator));
    await supervised.unload();
  });

  it('loads there what is here alone, and says what is missing', async () => {
    const supervised = new SupervisedModel();
    const { webgpu } = await supervised.capability();
    await expect(supervised.load(row, 2048)).rejects.toMatchObject({
      name: 'LoadFailure',
      code: webgpu ? 'damaged' : 'device',
    });
    if (!webgpu) return;
    await putInCaches(cachedModel('supervised'));
    const phases: string[] = [];
    const failure = supervised.load(row, 2048, ({ detail }) => phases.push(detail));
    // web-llm read everything; the library has no model inside.
    await expect(failure).rejects.toMatchObject({ name: 'LoadFailure', code: 'other' });
    expect(phases.at(-1)).toContain('Loading model from cache[3/3]');
    await clearCaches();
  });

  it('cancels a load at once, and asks again after that', async () => {
    const supervised = new SupervisedModel();
    const controller = new AbortController();
    const loading = supervised.load(row, 2048, undefined, controller.signal);
    // Before the worker can have begun to fetch anything.
    controller.abort();
    await expect(loading).rejects.toMatchObject({ code: 'aborted' });
    expect(supervised.model()).toBeNull();
    expect(await supervised.capability()).toHaveProperty('webgpu');
    await supervised.unload();
  });

  it('survives a worker whose script can’t be loaded', async () => {
    const startWorker = () => new Worker(new URL('/no-such-worker.js', location.href), { type: 'module' });
    const supervised = new SupervisedModel({ startWorker });
    expect(await supervised.capability()).toMatchObject({ webgpu: false });
    await expect(supervised.load(row, 2048)).rejects.toMatchObject({ name: 'ModelLost' });
  });
});

/** Says it to the scripted worker, and waits for the answer of that type: others may come in between. */
async function ask<Type extends ScriptAnswer['type']>(
  message: ScriptMessage,
  type: Type,
): Promise<Extract<ScriptAnswer, { type: Type }>> {
  const channel = new BroadcastChannel('scripted-model');
  const answer = new Promise<ScriptAnswer>((resolve) => {
    channel.addEventListener('message', ({ data }: MessageEvent<ScriptAnswer>) => {
      if (data.type === type) resolve(data);
    });
  });
  channel.postMessage(message);
  return (await answer.finally(() => channel.close())) as Extract<ScriptAnswer, { type: Type }>;
}

describe('SupervisedModel with the scripted worker of the e2e build', () => {
  it('plays what the channel says, records prompts, and answers on when the script is over', async () => {
    const supervised = new SupervisedModel({ startWorker: startScriptedLlmWorker });
    expect(await supervised.load(row, 2048)).toBe(2048);
    const { left } = await ask({ type: 'play', completions: ['One.'], pieceMs: 1 }, 'playing');
    expect(left).toBe(1);
    const messages = [{ role: 'user' as const, content: 'Hello.' }];
    const complete = () => supervised.model()?.complete({ messages, grammar: '', maxTokens: 100 });
    expect(await complete()).toMatchObject({ completion: { text: 'One.', finish: 'stop' } });
    expect(await complete()).toMatchObject({
      completion: { text: expect.stringContaining('(no more script)') },
    });
    const { prompts } = await ask({ type: 'prompts' }, 'prompts');
    expect(prompts).toEqual([messages, messages]);
    await supervised.unload();
  });
});

describe('SupervisedModel and a scripted worker that fails', () => {
  const timing = { silenceMs: 300, stopMs: 50, readMsPerToken: { 'web-llm': 1, wllama: 1 } };
  const messages = [{ role: 'user' as const, content: 'Hello.' }];

  async function openScripted() {
    const lost: LossReason[] = [];
    const onLost = (reason: LossReason) => lost.push(reason);
    const supervised = new SupervisedModel({ startWorker: startScriptedLlmWorker, onLost, timing });
    await supervised.load(row, 2048);
    await ask({ type: 'play', completions: ['word '.repeat(200)], pieceMs: 5 }, 'playing');
    const begin = (signal?: AbortSignal) =>
      new Promise<{ running: Promise<CompletionResult | undefined> }>((resolve) => {
        const running = Promise.resolve(
          supervised
            .model()
            ?.complete(
              { messages, grammar: '', maxTokens: 1000 },
              { ...(signal && { signal }), onText: () => resolve({ running }) },
            ),
        );
      });
    return { supervised, lost, begin };
  }

  it('ends an answer whose device is lost, with the reason, and loads again', async () => {
    const { supervised, lost, begin } = await openScripted();
    const { running } = await begin();
    const reason = { kind: 'memory', message: 'Memory ran out.' } as const;
    await ask({ type: 'lose', reason }, 'losing');
    expect(await running).toMatchObject({ ok: false, error: { code: 'lost', message: 'Memory ran out.' } });
    expect(lost).toEqual([reason]);
    expect(await supervised.load(row, 2048)).toBe(2048);
    await supervised.unload();
  });

  it('ends an answer whose worker crashes, which is no failure of its own', async () => {
    const { supervised, lost, begin } = await openScripted();
    const { running } = await begin();
    const channel = new BroadcastChannel('scripted-model');
    channel.postMessage({ type: 'crash' } satisfies ScriptMessage);
    expect(await running).toMatchObject({ ok: false, error: { code: 'lost' } });
    expect(lost).toMatchObject([{ kind: 'worker' }]);
    channel.close();
    await supervised.unload();
  });

  it('ends a hanging engine after its time, and a stopped run before that', async () => {
    const { supervised, lost } = await openScripted();
    await ask({ type: 'hang' }, 'hanging');
    const controller = new AbortController();
    const request = { messages, grammar: '', maxTokens: 10 };
    const stopped = supervised.model()?.complete(request, { signal: controller.signal });
    const hanging = supervised.model()?.complete(request);
    controller.abort();
    expect(await stopped).toMatchObject({ ok: true, completion: { text: '', finish: 'abort' } });
    expect(lost).toEqual([]);
    expect(await hanging).toMatchObject({ ok: false, error: { code: 'lost' } });
    expect(lost).toMatchObject([{ kind: 'worker', message: expect.stringContaining('no sign of life') }]);
    await supervised.unload();
  });
});

languageModelContract('SupervisedModel with the scripted worker', async ({ windowTokens, replies }) => {
  const workers: ModelWorker[] = [];
  const startWorker = () => {
    const worker = startScriptedLlmWorker();
    workers.push(worker);
    return worker;
  };
  const supervised = new SupervisedModel({ startWorker });
  await supervised.load(row, windowTokens);
  const model = supervised.model();
  if (!model) throw new Error('No model was loaded.');
  const completions = replies.map((reply) =>
    typeof reply === 'string' ? reply : ({ code: reply.fails, message: 'The script says so.' } as const),
  );
  await ask({ type: 'play', completions, pieceMs: 0 }, 'playing');
  const [worker] = workers as [Worker];
  // What a crash looks like from here.
  const lose = () => worker.dispatchEvent(new Event('error'));
  return { model, lose, close: () => void supervised.unload() };
});
