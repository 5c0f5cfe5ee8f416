import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LoadedModel } from '../loaded-model.ts';
import { changedLibrary, never, type Tally } from './failing-library.fixture.ts';
import type { GgufValue } from './gguf-value.ts';
import { type LoadGgufOptions, loadGguf } from './load-gguf.ts';
import { loadWllama } from './load-wllama.ts';
import { randomGguf } from './random-gguf.fixture.ts';
import { sentencePieceVocabulary } from './sentence-pieces.fixture.ts';
import { writeGguf } from './write-gguf.ts';

const row = { id: 'random', name: 'Random weights' };
const good = new Blob([randomGguf()]);
const question = [{ role: 'user', content: 'Hello.' } as const];
const loaded: LoadedModel[] = [];

async function load(options: Partial<LoadGgufOptions> = {}): Promise<LoadedModel> {
  const it = await loadGguf({ row, files: [good], windowTokens: 512, onPhase: () => {}, ...options });
  loaded.push(it);
  return it;
}

async function codeOf(options: Partial<LoadGgufOptions>): Promise<string> {
  const failure = await load(options).catch((thrown: unknown) => thrown);
  expect(failure).toMatchObject({ name: 'LoadFailure', message: expect.stringMatching(/\.|\)$/) });
  return (failure as { code: string }).code;
}

/** The file with some metadata replaced. */
function saying(metadata: Record<string, GgufValue>): Blob {
  return new Blob([randomGguf({ metadata })]);
}

afterEach(async () => {
  for (const it of loaded.splice(0)) await it.unload();
  vi.unstubAllGlobals();
});

describe('loadGguf', () => {
  it('loads a file, says how far it is, and answers under a grammar', async () => {
    const phases: string[] = [];
    const fractions: number[] = [];
    const { model } = await load({
      onPhase: ({ name, fraction, detail }) => {
        phases.push(`${name}: ${detail}`);
        fractions.push(fraction);
      },
    });
    expect(phases.at(0)).toBe('loading: Checking the file');
    expect(phases).toContain('loading: 1 of 1 MB');
    expect(phases.at(-1)).toBe('ready: Random weights is ready');
    expect(Math.max(...fractions)).toBe(1);
    expect(model).toMatchObject({ modelId: 'random', windowTokens: 512, grammarDialect: 'gbnf' });
    expect(model.instructions).toBeUndefined();
    const result = await model.complete({
      messages: question,
      grammar: 'root ::= "Good " "day."',
      maxTokens: 50,
    });
    expect(result).toMatchObject({ ok: true, completion: { text: 'Good day.', finish: 'stop' } });
  });

  it('takes instructions and temperature from the file', async () => {
    const file = saying({
      'pagefile.instructions': { type: 'string', value: 'minimal' },
      'pagefile.temperature': { type: 'f32', value: 0 },
    });
    const asked: number[] = [];
    const loadLibrary = changedLibrary((wllama) => ({
      createCompletion: (request) => {
        asked.push(request.temperature);
        return wllama.createCompletion(request);
      },
    }));
    const { model } = await load({ files: [file], loadLibrary });
    expect(model.instructions).toBe('minimal');
    await model.complete({ messages: question, grammar: 'root ::= "a"', maxTokens: 5 });
    expect(asked).toEqual([0]);
  });

  it('loads a SentencePiece model with another template', async () => {
    const { model } = await load({
      files: [new Blob([randomGguf({ vocabulary: sentencePieceVocabulary() })])],
    });
    const counts = await model.countTokens(question);
    const result = await model.complete({ messages: question, grammar: 'root ::= "a"', maxTokens: 5 });
    expect(result).toMatchObject({ ok: true, completion: { prefilledTokens: counts[0] } });
  });

  it('refuses what is no model before it fetches the engine', async () => {
    const loadLibrary = vi.fn(loadWllama);
    const other = writeGguf({
      metadata: { 'general.architecture': { type: 'string', value: 'x' } },
      tensors: [],
    });
    const vocabulary: GgufValue = { type: 'string', value: 'rwkv' };
    const bad: [string, readonly Blob[]][] = [
      ['damaged', [new Blob(['<!doctype html>'.repeat(40)])]],
      ['damaged', [good.slice(0, 90_000)]],
      ['damaged', [good.slice(0, good.size - 1)]],
      ['damaged', []],
      ['damaged', [good, good]],
      [
        'damaged',
        [saying({ 'split.count': { type: 'u16', value: 2 }, 'split.no': { type: 'u16', value: 1 } })],
      ],
      ['other', [new Blob([other])]],
      ['other', [saying({ 'tokenizer.ggml.model': vocabulary })]],
      ['device', [saying({ 'llama.block_count': { type: 'u32', value: 90_000 } })]],
    ];
    for (const [code, files] of bad)
      expect(await codeOf({ files, loadLibrary, windowTokens: 4096 })).toBe(code);
    expect(loadLibrary).not.toHaveBeenCalled();
  });

  it('ends with a reason where the engine refuses a model, and loads the next', async () => {
    const architecture = saying({ 'general.architecture': { type: 'string', value: 'lxama' } });
    const pre = saying({ 'tokenizer.ggml.pre': { type: 'string', value: 'unheard-of' } });
    for (const file of [architecture, pre]) {
      await expect(load({ files: [file] })).rejects.toMatchObject({
        code: 'other',
        message: expect.stringMatching(/does not know this kind of model.*(lxama|unheard-of)/),
      });
    }
    expect((await load()).model.modelId).toBe('random');
  });

  it('ends where the engine can’t be fetched', async () => {
    const at = (wasmUrl: string) => async () => ({ ...(await loadWllama()), wasmUrl });
    const missing = new URL('/README.md', location.href).href;
    expect(await codeOf({ loadLibrary: at(missing) })).toBe('network');
    expect(await codeOf({ loadLibrary: () => Promise.reject(new TypeError('Failed to fetch')) })).toBe(
      'network',
    );
    expect(await codeOf({ loadLibrary: () => never, stallMs: 50 })).toBe('network');
    const answers = [
      () => Promise.resolve(new Response('', { status: 404 })),
      () => Promise.reject(new TypeError('Failed to fetch')),
      () => Promise.resolve(new Response(new Blob([Uint8Array.of(0, 0x61, 0x73)]))),
    ];
    for (const answer of answers) {
      vi.stubGlobal('fetch', answer);
      expect(await codeOf({ loadLibrary: at('/engine.wasm') })).toBe('network');
    }
  });

  it('ends where the worker is blocked, without waiting for the silence to grow long', async () => {
    const Real = Worker;
    vi.stubGlobal(
      'Worker',
      class extends Real {
        constructor(_: string | URL, options?: WorkerOptions) {
          super(new URL('/no-such-worker.js', location.href), options);
        }
      },
    );
    await expect(load()).rejects.toMatchObject({
      code: 'other',
      message: expect.stringContaining('could not start'),
    });
  });

  it('gives up after a long silence, and leaves no engine behind', async () => {
    const tally: Tally = { made: 0, ended: 0 };
    const loadLibrary = changedLibrary(() => ({ loadModel: () => never }), tally);
    expect(await codeOf({ loadLibrary, stallMs: 50 })).toBe('stalled');
    expect(tally).toEqual({ made: 1, ended: 1 });
  });

  it('ends when it is stopped, whatever it is at', async () => {
    const tally: Tally = { made: 0, ended: 0 };
    for (const when of ['Checking the file', 'Fetching the engine', '0 of 1 MB']) {
      const stop = new AbortController();
      const onPhase = ({ detail }: { detail: string }) => {
        if (detail === when || (when === '0 of 1 MB' && detail.includes(' of '))) stop.abort();
      };
      expect(
        await codeOf({ signal: stop.signal, onPhase, loadLibrary: changedLibrary(() => ({}), tally) }),
      ).toBe('aborted');
    }
    expect(tally.ended).toBe(tally.made);
    expect(tally.made).toBe(1);
  });

  it('puts the files of a split model in order', async () => {
    const part = (index: number) => {
      const split = {
        'split.no': { type: 'u16', value: index } as const,
        'split.count': { type: 'u16', value: 2 } as const,
      };
      return saying(split);
    };
    const seen: number[] = [];
    const loadLibrary = changedLibrary((wllama) => ({
      loadModel: async (files) => {
        for (const file of files) seen.push((await file.slice(0, 64).bytes()).length);
        expect(files.some((file) => 'name' in file)).toBe(false);
        await wllama.loadModel([good], { ...params });
      },
    }));
    const files = [new File([part(1)], 'a.gguf'), new File([part(0)], 'b.gguf')];
    await load({ files, loadLibrary });
    expect(seen).toHaveLength(2);
    expect(await codeOf({ files: files.slice(0, 1) })).toBe('damaged');
  });
});

const params = {
  ...{ n_ctx: 512, n_threads: 1, n_gpu_layers: 0, n_parallel: 1, n_batch: 64, n_ubatch: 64 },
  ...{ swa_full: true, warmup: false },
};
