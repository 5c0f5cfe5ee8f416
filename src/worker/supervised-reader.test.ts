import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DocumentRequests } from './document-protocol.ts';
import { type Endpoint, type Handlers, serve } from './rpc.ts';
import { type ReaderWorker, type ReadingOptions, readInWorker, readingLimits } from './supervised-reader.ts';

type Read = Handlers<DocumentRequests>['read'];

const nothing: Read = () => new Promise(() => {});
const refusal = { ok: false, problem: { code: 'empty', message: 'This file is empty.' } } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A worker in this very thread that answers as a test says; messages pass in their own turn, not by timers. */
class FakeWorker implements ReaderWorker {
  isTerminated = false;
  readonly #ours = new EventTarget();
  readonly #theirs = new EventTarget();

  constructor(read: Read) {
    const endpoint: Endpoint = {
      postMessage: (message) => deliver(this.#ours, message),
      addEventListener: (type, listener) => this.#theirs.addEventListener(type, listener as EventListener),
    };
    serve<DocumentRequests, never>(endpoint, { read });
  }

  postMessage(message: unknown): void {
    deliver(this.#theirs, message);
  }

  addEventListener(type: 'message' | 'error', listener: (event: never) => void): void {
    this.#ours.addEventListener(type, listener as EventListener);
  }

  crash(): void {
    this.#ours.dispatchEvent(new Event('error', { cancelable: true }));
  }

  terminate(): void {
    this.isTerminated = true;
  }
}

function deliver(target: EventTarget, data: unknown): void {
  queueMicrotask(() => target.dispatchEvent(new MessageEvent('message', { data })));
}

function reading(read: Read, options: Partial<ReadingOptions> = {}) {
  const worker = new FakeWorker(read);
  const file = { name: 'a.pdf', bytes: new ArrayBuffer(1) };
  const result = readInWorker(file, { onProgress: () => {}, startWorker: () => worker, ...options });
  return { worker, result };
}

it('answers what the reader answers, and ends it', async () => {
  const { worker, result } = reading(async () => refusal);
  expect(await result).toEqual(refusal);
  expect(worker.isTerminated).toBe(true);
});

it('ends a reader that comes no further, and says so', async () => {
  const { worker, result } = reading(nothing);
  await vi.advanceTimersByTimeAsync(readingLimits.silence - 1_000);
  expect(worker.isTerminated).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(worker.isTerminated).toBe(true);
  expect(await result).toMatchObject({
    problem: { code: 'unreadable', message: expect.stringMatching(/for 60 seconds.*The file was kept/) },
  });
});

it('ends a reader that is busy for longer than a file may take', async () => {
  const { worker, result } = reading((_, { progress }) => {
    let page = 0;
    setInterval(() => progress({ page: ++page, pages: 5_000 }), 10_000);
    return new Promise(() => {});
  });
  await vi.advanceTimersByTimeAsync(readingLimits.whole - 1_000);
  expect(worker.isTerminated).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(worker.isTerminated).toBe(true);
  expect(await result).toMatchObject({
    problem: { message: expect.stringMatching(/longer than 15 minutes.*Split it into smaller files/) },
  });
});

it('ends a reader when it is told to, and starts none when it was told before', async () => {
  const controller = new AbortController();
  const { worker, result } = reading(nothing, { signal: controller.signal });
  controller.abort();
  expect(await result).toMatchObject({ ok: false });
  expect(worker.isTerminated).toBe(true);
  const startWorker = vi.fn();
  expect(await reading(nothing, { signal: controller.signal, startWorker }).result).toMatchObject({
    ok: false,
  });
  expect(startWorker).not.toHaveBeenCalled();
});

it('a reader that crashes is reported', async () => {
  const { worker, result } = reading(nothing);
  worker.crash();
  expect(await result).toMatchObject({
    problem: { code: 'unreadable', message: expect.stringContaining('The reader stopped in this file') },
  });
});
