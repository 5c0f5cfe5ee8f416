import { describe, expect, it } from 'vitest';
import type { ScriptAnswer, ScriptMessage } from '../../e2e/scripted-llm-worker.ts';
import { startLlmWorker as startScriptedLlmWorker } from '../../e2e/start-scripted-llm-worker.ts';
import { languageModelContract } from '../kernel/language-model.contract.ts';
import { catalogue, type ModelRow } from '../llm/catalogue.ts';
import { probeDevice } from '../llm/probe-device.ts';
import { type ModelWorker, SupervisedModel } from './supervised-model.ts';

const [row] = catalogue as [ModelRow, ...ModelRow[]];

describe('SupervisedModel with the real worker', () => {
  it('hears from it what the device can do and what is cached, without web-llm', async () => {
    const supervised = new SupervisedModel();
    expect(await supervised.capability()).toEqual(await probeDevice(navigator));
    expect(await supervised.cachedIds(catalogue)).toEqual([]);
    await supervised.delete(row);
    await supervised.unload();
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
