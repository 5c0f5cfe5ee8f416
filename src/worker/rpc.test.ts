import { afterEach, expect, test } from 'vitest';
import {
  type Connection,
  connect,
  type Endpoint,
  RemoteError,
  type Request,
  serve,
  Transferred,
} from './rpc.ts';

type Requests = {
  add: Request<{ readonly a: number; readonly b: number }, number>;
  count: Request<{ readonly to: number }, string, number>;
  wait: Request<Record<never, never>, string>;
  fail: Request<{ readonly how: 'error' | 'text' | 'coded' }, null>;
  bytes: Request<{ readonly bytes: ArrayBuffer }, ArrayBuffer>;
};

class FullError extends Error {
  override readonly name = 'FullError';
  readonly code = 'full';
}

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

function endpoint(port: MessagePort): Endpoint {
  open.push(port);
  port.start();
  return {
    postMessage: (message, transfer) => port.postMessage(message, transfer),
    addEventListener: (type, listener) => port.addEventListener(type, listener as EventListener),
  };
}

function pair(): { connection: Connection<Requests, string>; push: (push: string) => void } {
  const { port1, port2 } = new MessageChannel();
  const push = serve<Requests, string>(endpoint(port1), {
    add: async ({ a, b }) => a + b,
    count: async ({ to }, { progress }) => {
      for (let it = 1; it <= to; it++) progress(it);
      return 'counted';
    },
    wait: (_, { signal }) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve('cancelled'))),
    fail: async ({ how }) => {
      if (how === 'text') throw 'a bare string';
      throw how === 'coded' ? new FullError('No space.') : new TypeError('Wrong.');
    },
    bytes: async ({ bytes }) => new Transferred(bytes, [bytes]),
  });
  return { connection: connect<Requests, string>(endpoint(port2)), push };
}

test('a request gets its result, and requests do not mix', async () => {
  const { connection } = pair();
  const sums = [1, 2, 3].map((a) => connection.call('add', { a, b: 10 }));
  expect(await Promise.all(sums)).toEqual([11, 12, 13]);
});

test('progress arrives in order, before the result', async () => {
  const { connection } = pair();
  const seen: number[] = [];
  const result = await connection.call('count', { to: 3 }, { onProgress: (it) => seen.push(it) });
  expect([seen, result]).toEqual([[1, 2, 3], 'counted']);
});

test('cancelling reaches the handler, which has the last word', async () => {
  const { connection } = pair();
  const controller = new AbortController();
  const waiting = connection.call('wait', {}, { signal: controller.signal });
  controller.abort();
  expect(await waiting).toBe('cancelled');
  expect(await connection.call('wait', {}, { signal: AbortSignal.abort() })).toBe('cancelled');
});

test('an error keeps its class name, message and code', async () => {
  const { connection } = pair();
  const caught = (how: 'error' | 'text' | 'coded') =>
    connection.call('fail', { how }).catch((error: RemoteError) => [error.name, error.message, error.code]);
  expect(await caught('coded')).toEqual(['FullError', 'No space.', 'full']);
  expect(await caught('error')).toEqual(['TypeError', 'Wrong.', null]);
  expect(await caught('text')).toEqual(['Error', 'a bare string', null]);
});

test('buffers move instead of being copied', async () => {
  const { connection } = pair();
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  const back = await connection.call('bytes', { bytes }, { transfer: [bytes] });
  expect(bytes.byteLength).toBe(0);
  expect([...new Uint8Array(back)]).toEqual([1, 2, 3]);
});

test('pushes reach every subscriber until it leaves', async () => {
  const { connection, push } = pair();
  const first: string[] = [];
  const leave = connection.subscribe((it) => first.push(it));
  push('one');
  await connection.call('add', { a: 0, b: 0 });
  leave();
  push('two');
  await connection.call('add', { a: 0, b: 0 });
  expect(first).toEqual(['one']);
});

test('when the other side is gone, everything under way is rejected, and what comes later', async () => {
  const { connection } = pair();
  const waiting = connection.call('wait', {});
  connection.close(new RemoteError('Error', 'The worker stopped.', 'lost'));
  await expect(waiting).rejects.toMatchObject({ message: 'The worker stopped.', code: 'lost' });
  await expect(connection.call('add', { a: 1, b: 1 })).rejects.toMatchObject({ code: 'lost' });
});
