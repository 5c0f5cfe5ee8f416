import { modelFilesHandlers } from '../../worker/model-files-handlers.ts';
import type { ModelFilesPush, ModelFilesRequests } from '../../worker/model-files-protocol.ts';
import { type Endpoint, type Request, serve } from '../../worker/rpc.ts';
import type { ModelPins } from '../pins.ts';
import { usualFetchTimes } from './fetch-file.ts';
import { ModelFilesStore } from './model-files-store.ts';
import { browserSurroundings } from './surroundings.ts';

/** What a test makes of the world that the worker sees. */
export interface WorkerWorld {
  /** Bytes that the browser says are free. */
  readonly freeBytes?: number;
  readonly isOnline?: boolean;
  /** By ending of the address: after so many bytes of an answer the line breaks, or nothing comes any more. */
  readonly faults?: Readonly<
    Record<string, { readonly afterBytes: number; readonly end: 'cut' | 'silence' }>
  >;
  readonly pins?: Readonly<Record<string, ModelPins>>;
  /** Silence after which a request is made again, in ms. */
  readonly stallMs?: number;
}

export type WorldRequests = ModelFilesRequests & {
  /** Changes what it names; `null` makes everything as it was. */
  change: Request<WorkerWorld | null, null>;
};

/*
 * The model-files worker as it is, in a world that a test can change: it waits milliseconds where the real one
 * waits seconds, and lines can be cut in the midst of an answer, which the browser's DevTools can't do.
 */

let world: WorkerWorld = {};

const times = {
  ...usualFetchTimes,
  firstMs: 4,
  slowMs: 40,
  longestMs: 100,
  flushBytes: 16,
  get stallMs() {
    return world.stallMs ?? usualFetchTimes.stallMs;
  },
};

async function faultyFetch(url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(url, init);
  const fault = Object.entries(world.faults ?? {}).find(([ending]) => url.endsWith(ending))?.[1];
  if (!fault || !answer.ok) return answer;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.subarray(0, fault.afterBytes));
      if (bytes.byteLength <= fault.afterBytes) controller.close();
      // What came has to be read before the break, as on a real line.
      else if (fault.end === 'cut') setTimeout(() => controller.error(new TypeError('network error')), 20);
      init.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
    },
  });
  const broken = new Response(body, { status: answer.status, headers: answer.headers });
  Object.defineProperty(broken, 'url', { value: url });
  return broken;
}

const store = new ModelFilesStore({
  tell: (id, files) => push({ type: 'files-changed', id, files }),
  times,
  pins: new Proxy({}, { get: (_, key) => world.pins?.[String(key)] }),
  surroundings: {
    ...browserSurroundings,
    fetch: faultyFetch,
    isOnline: () => world.isOnline ?? true,
    estimate: async () => ({ usage: 0, quota: world.freeBytes ?? 1e12 }),
  },
});

const push = serve<WorldRequests, ModelFilesPush>(self as unknown as Endpoint, {
  ...modelFilesHandlers(store),
  async change(changed) {
    world = changed === null ? {} : { ...world, ...changed };
    return null;
  },
});
