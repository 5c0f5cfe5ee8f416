import type { Embedder } from '../kernel/embedder.ts';
import type { EmbedderStatus } from './app-protocol.ts';
import type { EmbedderDescription, EmbedRequests } from './embed-protocol.ts';
import { type Connection, connect, type Endpoint, RemoteError } from './rpc.ts';

/** The part of `Worker` that is used here. */
export interface EmbedWorker extends Endpoint {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error', listener: (event: Event) => void): void;
  terminate(): void;
}

/** Which embedder, and where its files are (embed-protocol.ts, `load`). */
export type EmbedderSource = Pick<EmbedRequests['load']['params'], 'row' | 'modelPath'>;

const stopped =
  'The search model stopped. Search goes on by words; it starts again with the next message or document.';

/**
 * The embedder behind its worker: started when first needed, started anew after it died. Search goes on by
 * words whatever happens here.
 */
export class SupervisedEmbedder {
  readonly #source: EmbedderSource;
  readonly #onStatus: (status: EmbedderStatus) => void;
  readonly #startWorker: () => EmbedWorker;
  #loading: Promise<Embedder> | null = null;
  #end: ((status: EmbedderStatus) => void) | null = null;
  #status: EmbedderStatus = { state: 'asleep' };

  constructor(
    source: EmbedderSource,
    onStatus: (status: EmbedderStatus) => void,
    startWorker: () => EmbedWorker = startEmbedWorker,
  ) {
    this.#source = source;
    this.#onStatus = onStatus;
    this.#startWorker = startWorker;
  }

  get status(): EmbedderStatus {
    return this.#status;
  }

  /** The loaded embedder; rejects when it can't be had, and tries again when next asked. */
  wake(): Promise<Embedder> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** Frees its memory, until it is asked for again. What it was asked for meanwhile is rejected. */
  end(): void {
    this.#end?.({ state: 'asleep' });
  }

  async #load(): Promise<Embedder> {
    this.#report({ state: 'loading' });
    const worker = this.#startWorker();
    const connection = connect<EmbedRequests, never>(worker);
    const end = (status: EmbedderStatus) => {
      if (this.#end !== end) return;
      this.#end = null;
      this.#loading = null;
      worker.terminate();
      connection.close(
        new RemoteError('EmbedderError', 'message' in status ? status.message : stopped, 'lost'),
      );
      this.#report(status);
    };
    this.#end = end;
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      end({ state: 'failed', message: stopped });
    });
    try {
      const description = await connection.call('load', this.#source);
      this.#report({ state: 'ready' });
      return proxy(description, connection, (message) => end({ state: 'failed', message }));
    } catch (error) {
      end({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  #report(status: EmbedderStatus): void {
    this.#status = status;
    this.#onStatus(status);
  }
}

/** `onSpent` is told when the worker can do no more (embed-protocol.ts), and why. */
function proxy(
  description: EmbedderDescription,
  connection: Connection<EmbedRequests, never>,
  onSpent: (message: string) => void,
): Embedder {
  return {
    ...description,
    async embed(texts, signal, urgency = 'now', role = 'passage') {
      try {
        return await connection.call('embed', { texts, urgency, role }, signal ? { signal } : {});
      } catch (error) {
        if (error instanceof RemoteError && error.code === 'lost') onSpent(error.message);
        throw error;
      }
    },
  };
}

function startEmbedWorker(): EmbedWorker {
  return new Worker(new URL('./embed-worker.ts', import.meta.url), { type: 'module', name: 'embed' });
}
