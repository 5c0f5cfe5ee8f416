import { describe, expect, it, vi } from 'vitest';
import { testRow as row } from '../llm/web-llm/test-row.fixture.ts';
import { macrotask, openSupervised as open } from './fake-llm-worker.fixture.ts';

const request = {
  messages: [{ role: 'user' as const, content: 'Hello.' }],
  grammar: 'root ::= "x"',
  maxTokens: 100,
};

/** Waits for `ms`, which a fake engine does in a prefill that nothing interrupts. */
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const forEver = () => new Promise<never>(() => {});

describe('SupervisedModel and an engine that hangs', () => {
  const timing = {
    answerMs: 60,
    loadMs: 60,
    trialMs: 60,
    silenceMs: 60,
    readMsPerToken: { 'web-llm': 1, wllama: 1 },
    stopMs: 20,
  };

  it('ends a completion that gives no piece for too long as lost, says so, and loads again', async () => {
    const { supervised, workers, lost, close } = open(['One.'], { timing, pause: forEver });
    await supervised.load(row, 2048);
    const result = await supervised.model()?.complete(request);
    const message = expect.stringContaining('no sign of life');
    expect(result).toMatchObject({ ok: false, error: { code: 'lost', message } });
    expect(lost).toEqual([{ kind: 'worker', message }]);
    expect(workers[0]?.terminated).toBe(true);
    expect(await supervised.load(row, 2048)).toBe(2048);
    expect(workers).toHaveLength(2);
    close();
  });

  it('allows a long prompt the time to be read', async () => {
    const pause = (step: string) => (step === 'prefill' ? wait(150) : macrotask());
    const { supervised, lost, close } = open(['One.', 'Two.'], { timing, pause });
    await supervised.load(row, 2048);
    const long = { ...request, messages: [{ role: 'user' as const, content: 'word '.repeat(200) }] };
    await supervised.model()?.countTokens(long.messages);
    expect(await supervised.model()?.complete(long)).toMatchObject({ completion: { text: 'One.' } });
    // The same wait for a short one is a hang.
    expect(await supervised.model()?.complete(request)).toMatchObject({ error: { code: 'lost' } });
    expect(lost).toHaveLength(1);
    close();
  });

  it('waits as long as pieces come', async () => {
    const pause = (step: string) => (step === 'decode' ? wait(15) : macrotask());
    const { supervised, lost, close } = open(['word '.repeat(10)], { timing, pause });
    await supervised.load(row, 2048);
    expect(await supervised.model()?.complete(request)).toMatchObject({ completion: { finish: 'stop' } });
    expect(lost).toEqual([]);
    close();
  });

  it('ends soon after a stop that is not obeyed, and leaves the engine time to finish', async () => {
    let finishReading = () => {};
    const reading = new Promise<void>((resolve) => {
      finishReading = resolve;
    });
    const pause = (step: string) => (step === 'prefill' ? reading : macrotask());
    const patient = { ...timing, silenceMs: 10_000 };
    const { supervised, workers, lost, close } = open(['One.', 'Two.'], { timing: patient, pause });
    await supervised.load(row, 2048);
    const controller = new AbortController();
    const pieces: string[] = [];
    const onText = (piece: string) => pieces.push(piece);
    const running = supervised.model()?.complete(request, { signal: controller.signal, onText });
    setTimeout(() => controller.abort(), 5);
    expect(await running).toEqual({
      ok: true,
      completion: { text: '', finish: 'abort', prefilledTokens: 0, completionTokens: 0 },
    });
    expect(workers[0]?.pipelines[0]?.prefills).toEqual([]);
    // What the engine still writes of the first reply belongs to nobody.
    const next = supervised.model()?.complete(request);
    finishReading();
    expect(await next).toMatchObject({ completion: { text: 'Two.' } });
    expect(workers[0]?.pipelines[0]?.prefills).toHaveLength(2);
    expect(pieces).toEqual([]);
    expect(lost).toEqual([]);
    close();
  });

  it('ends a stopped run with what was written of it', async () => {
    let tokens = 0;
    const pause = (step: string) => (step === 'decode' && ++tokens > 2 ? wait(80) : macrotask());
    const { supervised, close } = open(['word '.repeat(10)], {
      timing: { ...timing, silenceMs: 200 },
      pause,
    });
    await supervised.load(row, 2048);
    const controller = new AbortController();
    const pieces: string[] = [];
    const onText = (piece: string) => {
      if (pieces.push(piece) === 3) controller.abort();
    };
    const result = await supervised.model()?.complete(request, { signal: controller.signal, onText });
    expect(result).toMatchObject({
      completion: { text: 'word word wo', finish: 'abort', completionTokens: 3 },
    });
    await wait(100);
    expect(pieces.join('')).toBe('word word wo');
    close();
  });

  it('ends the worker of a stopped run when it does not finish in its time either', async () => {
    const { supervised, workers, lost, close } = open(['One.'], { timing, pause: forEver });
    await supervised.load(row, 2048);
    const controller = new AbortController();
    const running = supervised.model()?.complete(request, { signal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    expect(await running).toMatchObject({ ok: true, completion: { finish: 'abort' } });
    expect(lost).toEqual([]);
    await vi.waitFor(() => expect(lost).toMatchObject([{ kind: 'worker' }]));
    expect(workers[0]?.terminated).toBe(true);
    expect(supervised.model()).toBeNull();
    close();
  });

  it('obeys a stop in mid-answer without waiting', async () => {
    const { supervised, close } = open(['word '.repeat(500)]);
    await supervised.load(row, 2048);
    const controller = new AbortController();
    const { signal } = controller;
    const startedAt = performance.now();
    const running = supervised.model()?.complete(request, { signal, onText: () => controller.abort() });
    expect(await running).toMatchObject({ ok: true, completion: { finish: 'abort' } });
    expect(performance.now() - startedAt).toBeLessThan(1000);
    close();
  });

  it('gives up on a worker that answers nothing at all, whatever it was asked', async () => {
    const probe = forEver;
    const { supervised, workers, lost, close } = open([], { timing, probe, tryCpu: forEver });
    expect(await supervised.capability()).toMatchObject({ webgpu: false });
    const message = expect.stringContaining('no sign of life');
    await expect(supervised.load(row, 2048)).rejects.toMatchObject({ code: 'lost', message });
    await expect(supervised.tryCpu()).rejects.toMatchObject({ code: 'lost', message });
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, true, true]);
    expect(lost).toEqual([]);
    close();
  });
});
