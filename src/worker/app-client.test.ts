import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startAppClient } from './app-client.ts';

interface Sent {
  readonly kind: string;
  readonly id: number;
}

/** A worker that answers every request while it is alive. */
class FakeWorker extends EventTarget {
  alive = true;
  terminated = false;

  postMessage({ kind, id }: Sent): void {
    if (this.alive && kind === 'request')
      queueMicrotask(() => this.send({ kind: 'result', id, result: null }));
  }

  terminate(): void {
    this.terminated = true;
  }

  send(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  fail(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

let worker: FakeWorker;
const onLost = vi.fn<(message: string) => void>();

beforeEach(() => {
  vi.useFakeTimers();
  onLost.mockClear();
  worker = new FakeWorker();
  vi.stubGlobal('Worker', function start() {
    return worker;
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const lostError = expect.objectContaining({ code: 'worker-failed' });

test('a worker that does not load ends what waits for it, and is reported in words', async () => {
  worker.alive = false;
  const start = startAppClient(onLost).call('start', {});
  worker.dispatchEvent(new Event('error'));
  await expect(start).rejects.toEqual(lostError);
  expect(onLost).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('did not load'));
  expect(worker.terminated).toBe(true);
});

test('an error before its first words means that it never began', async () => {
  worker.alive = false;
  const client = startAppClient(onLost);
  worker.fail('Uncaught Error: storage is blocked');
  expect(onLost).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('(Error: storage is blocked)'));
  await expect(client.call('notes', {})).rejects.toEqual(lostError);
});

test('an error that it survives, as one of a worker of its own, changes nothing', async () => {
  const client = startAppClient(onLost);
  await client.call('notes', {});
  worker.fail('Uncaught Error: the model died');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(onLost).not.toHaveBeenCalled();
  await expect(client.call('notes', {})).resolves.toBeNull();
});

test('an error after which it answers nothing is its end', async () => {
  const client = startAppClient(onLost);
  await client.call('notes', {});
  worker.alive = false;
  const waiting = client.call('notes', {}).catch((error: unknown) => error);
  worker.fail('Uncaught RangeError: out of memory');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(onLost).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('has stopped'));
  expect(await waiting).toEqual(lostError);
});

test('an answer that cannot be read is its end', () => {
  startAppClient(onLost);
  worker.dispatchEvent(new MessageEvent('messageerror'));
  worker.dispatchEvent(new MessageEvent('messageerror'));
  expect(onLost).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("can't be read"));
});
