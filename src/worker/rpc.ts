/*
 * The one wire between page and workers: requests by name with typed parameters and results, progress while
 * a request runs, pushes at any time. It streams, cancels, transfers buffers, and keeps an error's class
 * name and code. Both ends are ours, so messages are matched by shape and typed by the protocol.
 */

/** A protocol names its requests; each has parameters, a result, and optionally progress. */
export interface Request<Params = unknown, Result = unknown, Progress = never> {
  readonly params: Params;
  readonly result: Result;
  readonly progress: Progress;
}
export type RequestMap = Record<string, Request<unknown, unknown, unknown>>;

/** The part of `MessagePort`, `Worker` and `DedicatedWorkerGlobalScope` that the wire uses. */
export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** A failure on the other side; `name` and `code` are those of the error thrown there. */
export class RemoteError extends Error {
  override readonly name: string;
  readonly code: string | null;
  constructor(name: string, message: string, code: string | null) {
    super(message);
    this.name = name;
    this.code = code;
  }
}

type Wire =
  | { kind: 'request'; id: number; name: string; params: unknown }
  | { kind: 'cancel'; id: number }
  | { kind: 'progress'; id: number; progress: unknown }
  | { kind: 'result'; id: number; result: unknown }
  | { kind: 'error'; id: number; error: { name: string; message: string; code: string | null } }
  | { kind: 'push'; push: unknown };

/** Wraps a result whose buffers move to the other side instead of being copied. */
export class Transferred<T> {
  readonly value: T;
  readonly transfer: Transferable[];
  constructor(value: T, transfer: Transferable[]) {
    this.value = value;
    this.transfer = transfer;
  }
}

export interface Call<Progress> {
  /** Aborts when the caller cancels. */
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
}

export type Handlers<Requests extends RequestMap> = {
  readonly [Name in keyof Requests]: (
    params: Requests[Name]['params'],
    call: Call<Requests[Name]['progress']>,
  ) => Promise<Requests[Name]['result'] | Transferred<Requests[Name]['result']>>;
};

/** Answers requests that arrive at `endpoint`; returns the function that pushes to the other side. */
export function serve<Requests extends RequestMap, Push>(
  endpoint: Endpoint,
  handlers: Handlers<Requests>,
): (push: Push) => void {
  const running = new Map<number, AbortController>();

  async function answer(id: number, name: string, params: unknown): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const handler = handlers[name];
      if (!handler) throw new Error(`There is no request named "${name}".`);
      const progress = (value: unknown) => post({ kind: 'progress', id, progress: value });
      const result = await handler(params, { signal: controller.signal, progress });
      if (result instanceof Transferred) post({ kind: 'result', id, result: result.value }, result.transfer);
      else post({ kind: 'result', id, result });
    } catch (error) {
      post({ kind: 'error', id, error: describeError(error) });
    } finally {
      running.delete(id);
    }
  }

  function post(wire: Wire, transfer: Transferable[] = []): void {
    endpoint.postMessage(wire, transfer);
  }

  endpoint.addEventListener('message', ({ data }: MessageEvent<Wire>) => {
    if (data.kind === 'request') void answer(data.id, data.name, data.params);
    else if (data.kind === 'cancel') running.get(data.id)?.abort();
  });
  return (push) => post({ kind: 'push', push });
}

export interface CallOptions<Progress> {
  readonly transfer?: Transferable[];
  /** Structural, so that a kernel `CancelSignal` fits as well. */
  readonly signal?: Pick<AbortSignal, 'aborted'> & {
    addEventListener(type: 'abort', listener: () => void): void;
    removeEventListener(type: 'abort', listener: () => void): void;
  };
  readonly onProgress?: (progress: Progress) => void;
}

export interface Connection<Requests extends RequestMap, Push> {
  /** Rejects with `RemoteError`; cancelling leaves the verdict to the other side. */
  call<Name extends keyof Requests & string>(
    name: Name,
    params: Requests[Name]['params'],
    options?: CallOptions<Requests[Name]['progress']>,
  ): Promise<Requests[Name]['result']>;
  subscribe(listener: (push: Push) => void): () => void;
  /** Rejects everything under way: the other side is gone. */
  close(reason: RemoteError): void;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: RemoteError): void;
  progress(progress: unknown): void;
}

/** The calling side of `serve`. */
export function connect<Requests extends RequestMap, Push>(endpoint: Endpoint): Connection<Requests, Push> {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(push: Push) => void>();
  let nextId = 1;
  let closed: RemoteError | null = null;

  endpoint.addEventListener('message', ({ data }: MessageEvent<Wire>) => {
    if (data.kind === 'push') for (const listener of listeners) listener(data.push as Push);
    else if (data.kind === 'progress') waiting.get(data.id)?.progress(data.progress);
    else if (data.kind === 'result') settle(data.id, (it) => it.resolve(data.result));
    else if (data.kind === 'error') {
      const { name, message, code } = data.error;
      settle(data.id, (it) => it.reject(new RemoteError(name, message, code)));
    }
  });

  function settle(id: number, how: (it: Waiting) => void): void {
    const it = waiting.get(id);
    if (!it) return;
    waiting.delete(id);
    how(it);
  }

  return {
    call(name, params, { transfer = [], signal, onProgress } = {}) {
      if (closed) return Promise.reject(closed);
      const id = nextId++;
      const cancel = () => endpoint.postMessage({ kind: 'cancel', id } satisfies Wire, []);
      return new Promise((resolve, reject) => {
        waiting.set(id, {
          resolve: resolve as (result: unknown) => void,
          reject,
          progress: (progress) => onProgress?.(progress as never),
        });
        endpoint.postMessage({ kind: 'request', id, name, params } satisfies Wire, transfer);
        if (signal?.aborted) cancel();
        else signal?.addEventListener('abort', cancel);
      }).finally(() => signal?.removeEventListener('abort', cancel)) as never;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close(reason) {
      closed = reason;
      for (const it of waiting.values()) it.reject(reason);
      waiting.clear();
    },
  };
}

/** Libraries throw strings too (web-llm's aborted load does): everything becomes name, message and code. */
function describeError(error: unknown): { name: string; message: string; code: string | null } {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: null };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { name: error.name, message: error.message, code };
}
