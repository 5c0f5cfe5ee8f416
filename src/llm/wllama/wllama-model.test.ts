import { describe, expect, it } from 'vitest';
import type { ChatMessage, CompletionRequest } from '../../kernel/language-model.ts';
import { ChatTemplate } from './chat-template.ts';
import { EngineFailure } from './engine-failure.ts';
import { ggufTokenizer } from './gguf-tokenizer.ts';
import { randomGguf } from './random-gguf.fixture.ts';
import { readGgufHeader } from './read-gguf-header.ts';
import type { EngineCompletion, EngineRequest } from './wllama-engine.ts';
import { WllamaModel } from './wllama-model.ts';

const { template, tokenizer } = await parts();

async function parts() {
  const result = await readGgufHeader(new Blob([randomGguf({ layers: 0 })]));
  const vocabulary = result.ok ? result.header.vocabulary : null;
  const tokenizer = vocabulary && ggufTokenizer(vocabulary, '');
  if (!vocabulary || !tokenizer) throw new Error('There is no vocabulary.');
  return { template: new ChatTemplate(vocabulary, null), tokenizer };
}

type Answer = (request: EngineRequest) => Partial<EngineCompletion>;

/** A model over an engine that answers as told, and what it was asked. */
function open(answer: Answer = () => ({}), more: { readonly temperature?: number } = {}) {
  const asked: EngineRequest[] = [];
  const complete = async (request: EngineRequest): Promise<EngineCompletion> => {
    asked.push(request);
    const usual = {
      text: 'yes',
      finish: 'stop',
      promptTokens: 0,
      prefilledTokens: 0,
      completionTokens: 1,
    } as const;
    return { ...usual, ...answer(request) };
  };
  const options = { modelId: 'm', windowTokens: 100, template, tokenizer, ...more };
  return { asked, model: new WllamaModel({ complete }, options) };
}

const prompt: readonly ChatMessage[] = [{ role: 'user', content: 'Hello there.' }];
const request = (messages = prompt): CompletionRequest => ({
  messages,
  grammar: 'root ::= "x"',
  maxTokens: 1000,
});
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

describe('WllamaModel', () => {
  it('never asks for more than the window has room for', async () => {
    const { asked, model } = open();
    await model.complete(request());
    expect(asked[0]?.maxTokens).toBe(100 - sum(await model.countTokens(prompt)));
    await model.complete({ ...request(), maxTokens: 7 });
    expect(asked[1]?.maxTokens).toBe(7);
  });

  it('refuses by its own count, since the engine rounds a window up', async () => {
    const { asked, model } = open();
    const messages = [{ role: 'user', content: 'word '.repeat(120) } as const];
    expect(await model.complete(request(messages))).toMatchObject({ ok: false, error: { code: 'overflow' } });
    expect(asked).toEqual([]);
  });

  it('counts more from then on when the engine held more than was counted', async () => {
    let held = 0;
    const { model } = open(() => ({ promptTokens: held }));
    const before = sum(await model.countTokens(prompt));
    held = before - 1;
    await model.complete(request());
    expect(sum(await model.countTokens(prompt))).toBe(before);
    held = 2 * before;
    await model.complete(request());
    expect(sum(await model.countTokens(prompt))).toBeGreaterThanOrEqual(2 * before);
  });

  it('samples at its own temperature, zero included', async () => {
    const [usual, cold] = [open(), open(undefined, { temperature: 0 })];
    await usual.model.complete(request());
    await cold.model.complete(request());
    expect([usual.asked[0]?.temperature, cold.asked[0]?.temperature]).toEqual([0.6, 0]);
  });

  it('gives the engine’s failures as values, in words for the person', async () => {
    for (const code of ['overflow', 'rejected', 'lost'] as const) {
      const { model } = open(() => {
        throw new EngineFailure(code, 'request (1200 tokens) exceeds');
      });
      const result = await model.complete(request());
      const message =
        code === 'overflow' ? expect.stringContaining('window of 100 tokens') : expect.any(String);
      expect(result).toMatchObject({ ok: false, error: { code, message } });
    }
  });
});
