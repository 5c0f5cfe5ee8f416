import { describe, expect, it, vi } from 'vitest';
import type { ChatMessage } from '../kernel/language-model.ts';
import { ScriptedModel } from '../kernel/scripted-model.fixture.ts';
import type { LoadedModel } from '../llm/loaded-model.ts';
import type { LossReason } from '../llm/loss-reason.ts';
import type { GgufRow } from '../llm/model-row.ts';
import { openSupervised as open } from './fake-llm-worker.fixture.ts';

const prompt: ChatMessage[] = [{ role: 'user', content: 'Hello.' }];
const request = { messages: prompt, grammar: 'root ::= "x"', maxTokens: 100 };

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

/** A model of the other engine, which knows nothing of the first. */
function loadedGguf(replies: readonly string[]): LoadedModel & { lose(reason: LossReason): void } {
  const model = new ScriptedModel({
    modelId: ggufRow.id,
    script: replies,
    grammarDialect: 'gbnf',
    instructions: 'minimal',
  });
  let lose: (reason: LossReason) => void = () => {};
  const lost = new Promise<LossReason>((resolve) => {
    lose = (reason) => {
      model.lose(reason.message);
      resolve(reason);
    };
  });
  return { model, lost, lose, unload: () => Promise.resolve() };
}

describe('SupervisedModel and the engine for the CPU', () => {
  const noGpu = () => Promise.resolve({ webgpu: false, reason: 'This browser has no WebGPU.' } as const);

  it('needs no WebGPU, and is told the dialect and the wording', async () => {
    const loadGguf = () => Promise.resolve(loadedGguf(['One.']));
    const { supervised, close } = open([], { probe: noGpu, loadGguf });
    expect(await supervised.load(ggufRow, 4096)).toBe(4096);
    const model = supervised.model();
    expect(model).toMatchObject({ modelId: 'own-1', grammarDialect: 'gbnf', instructions: 'minimal' });
    expect(await model?.complete(request)).toMatchObject({ completion: { text: 'One.' } });
    close();
  });

  it('hears of a loss while nothing runs, with its reason', async () => {
    const loaded = loadedGguf(['One.']);
    const { supervised, workers, lost, close } = open([], { loadGguf: () => Promise.resolve(loaded) });
    await supervised.load(ggufRow, 4096);
    loaded.lose({ kind: 'memory', message: 'Memory ran out.' });
    await vi.waitFor(() => expect(lost).toEqual([{ kind: 'memory', message: 'Memory ran out.' }]));
    expect(supervised.model()).toBeNull();
    expect(workers[0]?.terminated).toBe(true);
    close();
  });

  it('tries the CPU in the worker', async () => {
    const speed = { readWeightsPerSecond: 2e10, writeWeightsPerSecond: 5e9, threads: 2 };
    const { supervised, close } = open([], { probe: noGpu, tryCpu: () => Promise.resolve(speed) });
    expect(await supervised.tryCpu()).toEqual(speed);
    close();
  });

  it('drops counts that the model corrected when it saw what the engine read', async () => {
    const loaded = loadedGguf(['One.']);
    let factor = 1;
    const { model } = loaded;
    const count = model.countTokens.bind(model);
    model.countTokens = async (messages) => (await count(messages)).map((it) => it * factor);
    const { supervised, close } = open([], { loadGguf: () => Promise.resolve(loaded) });
    await supervised.load(ggufRow, 4096);
    const complete = model.complete.bind(model);
    model.complete = async (asked, options) => {
      factor = 2;
      const result = await complete(asked, options);
      return result.ok ? { ok: true, completion: { ...result.completion, prefilledTokens: 99 } } : result;
    };
    const [before = 0] = (await supervised.model()?.countTokens(prompt)) ?? [];
    await supervised.model()?.complete(request);
    expect(await supervised.model()?.countTokens(prompt)).toEqual([before * 2]);
    close();
  });
});
