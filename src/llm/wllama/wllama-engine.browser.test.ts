import { afterEach, describe, expect, it } from 'vitest';
import { EngineFailure } from './engine-failure.ts';
import { changedLibrary, never, type Tally } from './failing-library.fixture.ts';
import { loadWllama } from './load-wllama.ts';
import { bytePairVocabulary, type FixtureVocabulary, randomGguf } from './random-gguf.fixture.ts';
import { type EngineOptions, type EngineRequest, WllamaEngine } from './wllama-engine.ts';

const file = new Blob([randomGguf()]);
const started: WllamaEngine[] = [];

async function start(options: Partial<EngineOptions> = {}): Promise<WllamaEngine> {
  let seed = 0;
  const engine = await WllamaEngine.start({
    library: await loadWllama(),
    files: [file],
    windowTokens: 512,
    threads: 1,
    stallMs: 30_000,
    kvBytesPerToken: 512,
    seed: () => (seed += 1),
    ...options,
  });
  started.push(engine);
  return engine;
}

const ask = (prompt: string, more: Partial<EngineRequest> = {}): EngineRequest => ({
  prompt,
  maxTokens: 40,
  temperature: 0.6,
  grammar: 'root ::= "yes"',
  ...more,
});

const long = { grammar: 'root ::= [a-z ]+', maxTokens: 400 };

async function failureOf(result: Promise<unknown>): Promise<EngineFailure> {
  const thrown = await result.catch((it: unknown) => it);
  if (!(thrown instanceof EngineFailure)) throw new Error(`Not a failure of the engine: ${String(thrown)}`);
  return thrown;
}

/** Settled within so many ms. */
function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('still pending')), ms));
  return Promise.race([promise, late]);
}

afterEach(() => {
  for (const engine of started.splice(0)) engine.end();
});

describe('WllamaEngine', () => {
  it('answers many requests at once, one after the other', async () => {
    const engine = await start();
    const answers = await within(
      20_000,
      Promise.all(Array.from({ length: 8 }, (_, index) => engine.complete(ask(`Question ${index}.`)))),
    );
    expect(answers.map(({ text }) => text)).toEqual(Array(8).fill('yes'));
  });

  it('stops an answer under way, and is free for the next', async () => {
    const engine = await start();
    const stop = new AbortController();
    const first = await engine.complete(ask('Tell me', long), {
      signal: stop.signal,
      onText: () => stop.abort(),
    });
    expect(first).toMatchObject({ finish: 'abort', promptTokens: expect.any(Number) });
    expect(first.completionTokens).toBeLessThan(10);
    expect((await within(5000, engine.complete(ask('Tell me')))).text).toBe('yes');
  });

  it('leaves nobody waiting when it is ended, neither the answer under way nor those behind it', async () => {
    const engine = await start();
    const [first, second] = [
      engine.complete(ask('Tell me', long), { onText: () => engine.end() }),
      engine.complete(ask('And me')),
    ];
    expect((await failureOf(within(5000, first))).code).toBe('lost');
    expect((await failureOf(within(5000, second))).code).toBe('lost');
    // Ended on purpose, it is not lost.
    await expect(within(50, engine.lost)).rejects.toThrow('still pending');
  });

  it('tells when its worker breaks down in a request, and lets go of it', async () => {
    const tally: Tally = { made: 0, ended: 0 };
    const library = await changedLibrary(
      (_, logger) => ({
        createCompletion: () => {
          setTimeout(() => logger.log('Aborted(OOM)'), 20);
          return never;
        },
      }),
      tally,
    )();
    const engine = await start({ library });
    expect((await failureOf(within(5000, engine.complete(ask('Tell me'))))).code).toBe('lost');
    expect(await within(50, engine.lost)).toMatchObject({
      kind: 'memory',
      message: expect.stringMatching(/\.$/),
    });
    expect((await failureOf(engine.complete(ask('And now')))).code).toBe('lost');
    expect(tally).toEqual({ made: 1, ended: 1 });
  });

  it('names the cause that stands in the log alone, and goes on', async () => {
    const engine = await start();
    const failure = await failureOf(engine.complete(ask('half \ud83d')));
    expect(failure.code).toBe('rejected');
    expect(failure.message).toContain('surrogate');
    expect(failure.message).not.toContain('typed array');
    expect((await failureOf(engine.complete(ask('Hi.', { grammar: 'root ::= missing' })))).code).toBe(
      'rejected',
    );
    expect((await failureOf(engine.complete(ask('word '.repeat(600))))).code).toBe('overflow');
    expect((await engine.complete(ask('Tell me'))).text).toBe('yes');
  });

  it('tries another seed where the first token makes no UTF-8, and fails soundly where that is no better', async () => {
    const seeds: number[] = [];
    const library = await changedLibrary((wllama) => ({
      createCompletion: (request) => {
        seeds.push(request.seed);
        return wllama.createCompletion(request);
      },
    }))();
    const broken = new Blob([randomGguf({ vocabulary: highBytes() })]);
    const engine = await start({ files: [broken], library });
    const outcomes: string[] = [];
    for (let round = 0; round < 12; round += 1) {
      const result = engine.complete({ prompt: `Round ${round}.`, maxTokens: 1, temperature: 1 });
      outcomes.push(
        await result.then(
          ({ finish }) => finish,
          ({ code, message }: EngineFailure) => `${code}: ${message}`,
        ),
      );
    }
    // Each request has a seed of its own, each second try too.
    expect(new Set(seeds).size).toBe(seeds.length);
    const failed = outcomes.filter((outcome) => outcome.includes('UTF-8'));
    expect(failed.every((outcome) => outcome.startsWith('rejected'))).toBe(true);
    const retried = seeds.length - outcomes.length;
    expect(retried).toBeGreaterThan(failed.length);
    expect(outcomes.filter((outcome) => outcome === 'length')).toHaveLength(outcomes.length - failed.length);
  });

  it('passes on what a listener threw, after the answer is read', async () => {
    const engine = await start();
    const failing = engine.complete(ask('Tell me'), {
      onText: () => {
        throw new Error('the listener is broken');
      },
    });
    expect((await failureOf(failing)).message).toContain('the listener is broken');
    expect((await engine.complete(ask('Tell me'))).text).toBe('yes');
  });

  it('starts anew before the prompts that it hoards take too much, and answers on', async () => {
    const tally: Tally = { made: 0, ended: 0 };
    const library = await changedLibrary(() => ({}), tally)();
    const engine = await start({ library, hiddenBytes: 150_000 });
    const letters = [...'abcdefgh'];
    for (const letter of letters) {
      expect((await engine.complete(ask(`${letter} `.repeat(100)))).text).toBe('yes');
    }
    // About 100 tokens of 512 bytes each are left behind by every prompt but the last.
    expect(tally.made).toBeGreaterThan(1);
    expect(tally.made).toBeLessThan(letters.length);
    expect(tally.ended).toBe(tally.made - 1);
  });

  it('is lost when starting anew fails', async () => {
    const library = await loadWllama();
    let loads = 0;
    const failing = await changedLibrary((wllama) => ({
      loadModel: (files, params) => {
        loads += 1;
        return loads > 1 ? Promise.reject(new Error('no room')) : wllama.loadModel(files, params);
      },
    }))();
    const engine = await start({ library: { ...library, create: failing.create }, hiddenBytes: 0 });
    await engine.complete(ask('a '.repeat(50)));
    expect((await failureOf(engine.complete(ask('b '.repeat(50))))).code).toBe('lost');
    expect(await within(50, engine.lost)).toMatchObject({ kind: 'worker' });
  });

  it('writes the same with two threads as with one', async () => {
    const texts: string[] = [];
    for (const threads of [1, 2]) {
      const engine = await start({ threads });
      texts.push((await engine.complete(ask('Hi', { ...long, maxTokens: 2, temperature: 0 }))).text);
    }
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toBe('');
  });
});

/** A vocabulary that likes bytes which make no UTF-8. */
function highBytes(): FixtureVocabulary {
  // No merges: of tokens trained on text that grows with the project, the odds would differ with every edit.
  const vocabulary = bytePairVocabulary({ merges: [] });
  return { ...vocabulary, biasOf: (id) => (id < 256 && id >= 0x80 ? 0.6 : vocabulary.biasOf(id)) };
}
