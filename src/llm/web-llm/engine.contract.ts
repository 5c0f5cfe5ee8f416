import { describe, expect, it } from 'vitest';
import type { Engine, EngineChatOptions, EngineChunk, EngineMessage, EngineRequest } from './engine.ts';
import { chatml, type FakeChatConfig, type FakeConvTemplate } from './fake-conversation.fixture.ts';
import { FakePipeline, type FakePipelineOptions, type FakeReply } from './fake-pipeline.fixture.ts';

/** An engine that knows one model, with nothing loaded yet. */
export type MakeEngine = (
  engineId: string,
  config: FakeChatConfig,
  createPipeline: (config: FakeChatConfig) => FakePipeline,
) => Engine;

const engineId = 'Test-1B-q4f16_1-MLC';

/**
 * What we rely on in web-llm's engine once a model is loaded, each rule measured or read on 0.2.86. It runs
 * on the fake engine and on the real one with a pipeline of ours underneath (`real-engine.fixture.ts`).
 */
export function engineContract(name: string, make: MakeEngine): void {
  describe(`${name} keeps the measured rules of web-llm 0.2.86`, () => {
    describe('with nothing loaded', () => {
      it('refuses a request, and takes no offence at the rest', async () => {
        const engine = make(engineId, config(), (it) => new FakePipeline({ config: it }));
        await engine.interruptGenerate();
        await engine.resetChat();
        await engine.unload();
        await expect(engine.chatCompletion(request(opening))).rejects.toMatchObject({
          name: 'ModelNotLoadedError',
        });
      });

      it('refuses a model that it does not know', async () => {
        const engine = make(engineId, config(), (it) => new FakePipeline({ config: it }));
        await expect(engine.reload('Other-1B', options())).rejects.toMatchObject({
          name: 'ModelNotFoundError',
        });
      });

      it('refuses requests again after unload', async () => {
        const { engine } = await load(make);
        await engine.unload();
        await expect(engine.chatCompletion(request(opening))).rejects.toMatchObject({
          name: 'ModelNotLoadedError',
        });
      });
    });

    describe('keeps the KV cache', () => {
      it('for the last prompt, its exact reply and one message more: that message alone is prefilled', async () => {
        const { engine, pipeline, run } = await load(make, { replies: ['One.', 'Two.'] });
        const first = await run(opening);
        expect(first.promptTokens).toBe(countOf(pipeline, opening));
        const grown = [...opening, assistant(first.text), user('And more.')];
        const second = await run(grown);
        // The turn's closing separator is never written: it belongs to no message that is prefilled.
        const written = '<|im_start|>user\nAnd more.<|im_end|>\n';
        const header = '<|im_start|>assistant\n';
        expect(second.promptTokens).toBe(
          pipeline.tokenizer.encode(written).length + pipeline.tokenizer.encode(header).length,
        );
        expect(pipeline.tokenizer.decodeEach(pipeline.prefills[1] ?? []).join('')).toBe(written + header);
        await engine.unload();
      });

      it.each([
        ['two new messages', (grown: EngineMessage[]) => [...grown, user('Well?')]],
        ['a changed system text', (grown: EngineMessage[]) => grown.with(0, system('You are other.'))],
        [
          'one character changed in the reply',
          (grown: EngineMessage[]) =>
            grown.map((it) => (it.role === 'assistant' ? assistant(`${it.content}.`) : it)),
        ],
      ])('not for %s: all is prefilled anew', async (_, change) => {
        const { pipeline, run } = await load(make, { replies: ['One.', 'Two.'] });
        const first = await run(opening);
        const changed = change([...opening, assistant(first.text), user('And more.')]);
        expect((await run(changed)).promptTokens).toBe(countOf(pipeline, changed));
      });

      it('not after a reply cut off at max_tokens', async () => {
        const { pipeline, run } = await load(make, { replies: ['A longer reply than that.', 'Two.'] });
        const first = await run(opening, { max_tokens: 2 });
        expect(first.finish).toBe('length');
        const grown = [...opening, assistant(first.text), user('And more.')];
        expect((await run(grown)).promptTokens).toBe(countOf(pipeline, grown));
      });

      it('not after an interrupt, whose partial text is kept', async () => {
        const { engine, pipeline, run } = await load(make, { replies: [longReply, 'Two.'] });
        const first = await run(opening, {}, () => engine.interruptGenerate());
        expect(first.finish).toBe('abort');
        expect(longReply.startsWith(first.text)).toBe(true);
        expect(first.text.length).toBeLessThan(longReply.length);
        const grown = [...opening, assistant(first.text), user('And more.')];
        expect((await run(grown)).promptTokens).toBe(countOf(pipeline, grown));
      });

      it('not after resetChat', async () => {
        const { engine, pipeline, run } = await load(make, { replies: ['One.', 'Two.'] });
        const first = await run(opening);
        await engine.resetChat();
        const grown = [...opening, assistant(first.text), user('And more.')];
        expect((await run(grown)).promptTokens).toBe(countOf(pipeline, grown));
      });
    });

    describe('refuses', () => {
      it('a prompt larger than the window, by name, and answers the next', async () => {
        const { pipeline, run } = await load(make, { replies: ['One.'], windowTokens: 64 });
        const large = [system('You are short.'), user(longReply.repeat(9))];
        await expect(run(large)).rejects.toMatchObject({ name: 'ContextWindowSizeExceededError' });
        const next = await run(opening);
        expect(next).toMatchObject({
          text: 'One.',
          finish: 'stop',
          promptTokens: countOf(pipeline, opening),
        });
      });

      it('a prompt that ends with the assistant', async () => {
        const { run } = await load(make);
        await expect(run([...opening, assistant('One.')])).rejects.toMatchObject({
          name: 'MessageOrderError',
        });
      });

      it.each([
        ['last', (tool: EngineMessage) => [...opening, tool]],
        ['in between', (tool: EngineMessage) => [...opening, tool, user('And?')]],
      ])('the role `tool` where the template has none, %s, and answers the next', async (_, place) => {
        const { engine, run } = await load(make, { replies: ['One.'] });
        const tool = { role: 'tool', content: '{"ok":true}', tool_call_id: 'c1' } as unknown as EngineMessage;
        await expect(run(place(tool))).rejects.toThrow('Role is not supported: tool');
        await engine.resetChat();
        expect(await run(opening)).toMatchObject({ text: 'One.', finish: 'stop' });
      });

      it('a system message that is not the first', async () => {
        const { run } = await load(make);
        await expect(run([user('Hello.'), system('You are late.'), user('Hello?')])).rejects.toMatchObject({
          name: 'SystemMessageOrderError',
        });
      });

      it('nothing for good: after a throw in mid-decode and resetChat it answers', async () => {
        const replies = [{ text: longReply, throwsAfter: 3 }, 'Two.'];
        const { engine, run } = await load(make, { replies });
        await expect(run(opening)).rejects.toThrow('Invalid token id');
        await engine.resetChat();
        expect(await run(opening)).toMatchObject({ text: 'Two.', finish: 'stop' });
      });
    });

    describe('takes turns', () => {
      it('one request after the other', async () => {
        const { run } = await load(make, { replies: [longReply, 'Two.'] });
        const ended: string[] = [];
        const both = [run(opening), run(opening)].map((running) =>
          running.then(({ text }) => ended.push(text)),
        );
        await Promise.all(both);
        expect(ended).toEqual([longReply, 'Two.']);
      });

      it('and forgets an interrupt that comes before its turn', async () => {
        const { engine, run } = await load(make, { replies: ['One.', 'Two.'] });
        await engine.interruptGenerate();
        expect(await run(opening)).toMatchObject({ text: 'One.', finish: 'stop' });
      });

      it('and an interrupt ends the running request, not the one that waits', async () => {
        const { engine, run } = await load(make, { replies: [longReply, 'Two.'] });
        const first = run(opening, {}, () => engine.interruptGenerate());
        const second = run(opening);
        expect(await first).toMatchObject({ finish: 'abort' });
        expect(await second).toMatchObject({ text: 'Two.', finish: 'stop' });
      });

      it('and hears an interrupt during the prefill only when the first token is there', async () => {
        let goOn = () => {};
        const prefilled = new Promise<void>((resolve) => {
          goOn = resolve;
        });
        const { engine, pipeline, run } = await load(make, {
          replies: [longReply],
          pause: (step) => (step === 'prefill' ? prefilled : Promise.resolve()),
        });
        const running = run(opening);
        await new Promise((resolve) => setTimeout(resolve, 5));
        await engine.interruptGenerate();
        expect(pipeline.prefills).toEqual([]);
        goOn();
        expect(await running).toMatchObject({ text: longReply.slice(0, 4), finish: 'abort' });
      });

      it('and gives the turn back when a stream is left early', async () => {
        const { engine, run } = await load(make, { replies: [longReply, 'Two.'] });
        for await (const _ of await engine.chatCompletion(request(opening))) break;
        expect(await run(opening)).toMatchObject({ text: 'Two.', finish: 'stop' });
      });
    });

    describe('writes the prompt', () => {
      const tricky = 'a $$ b $& c $` d';

      it('with a text’s $ patterns expanded, unless role templates are off', async () => {
        const corrupted = await load(make, { replies: ['One.'], conv_config: {} });
        await corrupted.run([system('S'), user(tricky)]);
        expect(promptOf(corrupted.pipeline)).not.toContain(tricky);
        const kept = await load(make, { replies: ['One.'] });
        await kept.run([system('S'), user(tricky)]);
        expect(promptOf(kept.pipeline)).toContain(tricky);
      });

      it('with $ patterns of the system text expanded in any case', async () => {
        const { pipeline, run } = await load(make, { replies: ['One.'] });
        await run([system('cost $$5'), user('Hello.')]);
        expect(promptOf(pipeline)).toContain('cost $5<|im_end|>');
      });

      it('with its own system text when there is none', async () => {
        const { pipeline, run } = await load(make, { replies: ['One.'] });
        await run([user('Hello.')]);
        expect(promptOf(pipeline)).toContain('system\nYou are Qwen.<|im_end|>');
      });

      it('with an empty think block for a model told not to think, which opens the reply', async () => {
        const { pipeline, run } = await load(make, { replies: ['One.', 'Two.'] });
        const quiet = { extra_body: { enable_thinking: false } };
        const first = await run(opening, quiet);
        expect(first.text).toBe('<think>\n\n</think>\n\nOne.');
        expect(promptOf(pipeline).endsWith('<|im_start|>assistant\n<think>\n\n</think>\n\n')).toBe(true);
        const grown = [...opening, assistant(first.text), user('And more.')];
        expect((await run(grown, quiet)).promptTokens).toBeLessThan(first.promptTokens);
      });
    });

    it('stops with `length` when the window is full, and reads everything anew after that', async () => {
      const { pipeline, run } = await load(make, {
        replies: [longReply.repeat(9), 'Two.'],
        windowTokens: 64,
      });
      const first = await run(opening);
      expect(first.finish).toBe('length');
      expect(first.promptTokens + first.completionTokens).toBeGreaterThanOrEqual(64);
      expect((await run(opening)).promptTokens).toBe(countOf(pipeline, opening));
    });

    it('streams pieces that join to the text, and counts the sampled tokens', async () => {
      const { engine, run } = await load(make, { replies: [longReply] });
      const { text, pieces, completionTokens } = await run(opening);
      expect(pieces.length).toBeGreaterThan(3);
      expect(text).toBe(longReply);
      expect(await engine.getMessage()).toBe(longReply);
      // The stop token is counted, too.
      expect(completionTokens).toBe(Math.ceil(longReply.length / 4) + 1);
    });

    it('holds back half a character for good when it is the last', async () => {
      const { engine, run } = await load(make, { replies: ['Half \ufffd'] });
      expect((await run(opening)).text).toBe('Half');
      expect(await engine.getMessage()).toBe('Half \ufffd');
    });
  });
}

/** Engines in the middle of a load, for `engineLoadContract`. */
export interface LoadingEngines {
  /** One whose load never ends; `begun` resolves when it hangs. */
  hanging(): { engine: Engine; engineId: string; begun(): Promise<unknown> };
  /** One whose files are no model. */
  damaged(): Promise<{ engine: Engine; engineId: string }>;
}

/** What we rely on while a model is loaded; none of it needs a model's compiled library. */
export function engineLoadContract(name: string, engines: LoadingEngines): void {
  describe(`${name} keeps the measured rules of loading`, () => {
    it('rejects a load that hangs with a bare string when it is unloaded', async () => {
      const { engine, engineId, begun } = engines.hanging();
      const loading = engine.reload(engineId, options()).catch((thrown: unknown) => thrown);
      await begun();
      await engine.unload();
      expect(await loading).toBe('Engine.unload() is called.');
      await expect(engine.chatCompletion(request(opening))).rejects.toMatchObject({
        name: 'ModelNotLoadedError',
      });
    });

    // So an engine of ours is given one load in its life.
    it('ends a load when another begins, which nothing can end then', async () => {
      const { engine, engineId, begun } = engines.hanging();
      const first = engine.reload(engineId, options()).catch((thrown: unknown) => thrown);
      await begun();
      const second = engine.reload(engineId, options()).catch((thrown: unknown) => thrown);
      expect(await first).toBe('Engine.unload() is called.');
      // The first one's end forgets the abort controller of the second.
      await engine.unload();
      const later = new Promise((resolve) => setTimeout(resolve, 100, 'still hanging'));
      expect(await Promise.race([second, later])).toBe('still hanging');
    });

    it('rejects a load of damaged files, and holds no model then', async () => {
      const { engine, engineId } = await engines.damaged();
      await expect(engine.reload(engineId, options())).rejects.toMatchObject({ name: 'CompileError' });
      await expect(engine.chatCompletion(request(opening))).rejects.toMatchObject({
        name: 'ModelNotLoadedError',
      });
    });
  });
}

const longReply = 'The rain in Spain stays mainly in the plain, and so on.';
const system = (content: string): EngineMessage => ({ role: 'system', content });
const user = (content: string): EngineMessage => ({ role: 'user', content });
const assistant = (content: string): EngineMessage => ({ role: 'assistant', content });
const opening = [system('You are short.'), user('Hello.')];

function config(windowTokens = 1024): FakeChatConfig {
  return { context_window_size: windowTokens, sliding_window_size: -1, conv_template: chatml };
}

type ConvConfig = Partial<Pick<FakeConvTemplate, 'role_templates'>>;

function options(windowTokens = 1024, conv_config: ConvConfig = { role_templates: {} }): EngineChatOptions {
  return {
    context_window_size: windowTokens,
    sliding_window_size: -1,
    conv_config: conv_config as EngineChatOptions['conv_config'],
  };
}

function request(messages: EngineMessage[], more: Partial<EngineRequest> = {}): EngineRequest {
  return {
    messages,
    stream: true,
    stream_options: { include_usage: true },
    response_format: { type: 'grammar', grammar: 'root ::= [^a]*' },
    max_tokens: 500,
    temperature: 0.6,
    top_p: 0.9,
    repetition_penalty: 1,
    frequency_penalty: 0,
    presence_penalty: 0,
    ...more,
  };
}

interface LoadOptions {
  readonly replies?: readonly FakeReply[];
  readonly windowTokens?: number;
  readonly conv_config?: ConvConfig;
  readonly pause?: FakePipelineOptions['pause'];
}

async function load(make: MakeEngine, loading: LoadOptions = {}) {
  const { replies = [], windowTokens = 1024, conv_config, pause } = loading;
  let created: FakePipeline | null = null;
  const engine = make(engineId, config(windowTokens), (it) => {
    created = new FakePipeline({ config: it, replies, ...(pause && { pause }) });
    return created;
  });
  await engine.reload(engineId, options(windowTokens, conv_config));
  const pipeline = created as FakePipeline | null;
  if (!pipeline) throw new Error('The engine made no pipeline.');
  const run = (
    messages: EngineMessage[],
    more: Partial<EngineRequest> = {},
    onFirst: () => Promise<void> = () => Promise.resolve(),
  ) => read(engine, request(messages, more), onFirst);
  return { engine, pipeline, run };
}

async function read(engine: Engine, asked: EngineRequest, onFirst: () => Promise<void>) {
  const chunks: EngineChunk[] = [];
  for await (const chunk of await engine.chatCompletion(asked)) {
    if (chunks.length === 0) await onFirst();
    chunks.push(chunk);
  }
  const pieces = chunks.flatMap(({ choices }) => choices[0]?.delta.content ?? []);
  return {
    text: pieces.join(''),
    pieces,
    finish: chunks.map(({ choices }) => choices[0]?.finish_reason).find(Boolean),
    promptTokens: chunks.at(-1)?.usage?.prompt_tokens ?? 0,
    completionTokens: chunks.at(-1)?.usage?.completion_tokens ?? 0,
  };
}

function countOf({ tokenizer }: FakePipeline, messages: readonly EngineMessage[]): number {
  const written = messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`);
  return [...written, '<|im_start|>assistant\n'].reduce((sum, it) => sum + tokenizer.encode(it).length, 0);
}

function promptOf({ tokenizer, prefills }: FakePipeline): string {
  return tokenizer.decodeEach(prefills[0] ?? []).join('');
}
