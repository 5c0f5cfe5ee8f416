import type { CancelSignal } from '../kernel/cancel-signal.ts';
import type { Embedder } from '../kernel/embedder.ts';
import type { EmbedderStatus } from './app-protocol.ts';
import type { EmbedderDescription, EmbedRequests } from './embed-protocol.ts';
import { type Connection, connect, RemoteError } from './rpc.ts';

/**
 * The embedder behind its worker: started when first needed, started anew after it died. Search goes on by
 * words whatever happens here.
 */
export class SupervisedEmbedder {
  readonly #modelPath: string;
  readonly #onStatus: (status: EmbedderStatus) => void;
  #loading: Promise<Embedder> | null = null;
  #status: EmbedderStatus = { state: 'asleep' };

  /** `modelPath`: absolute path of the model's folder on the app's origin. */
  constructor(modelPath: string, onStatus: (status: EmbedderStatus) => void) {
    this.#modelPath = modelPath;
    this.#onStatus = onStatus;
  }

  get status(): EmbedderStatus {
    return this.#status;
  }

  /** The loaded embedder; rejects when it can't be had, and tries again when next asked. */
  wake(): Promise<Embedder> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<Embedder> {
    this.#report({ state: 'loading' });
    const worker = new Worker(new URL('./embed-worker.ts', import.meta.url), {
      type: 'module',
      name: 'embed',
    });
    const connection = connect<EmbedRequests, never>(worker);
    const end = (message: string) => {
      worker.terminate();
      connection.close(new RemoteError('EmbedderError', message, 'lost'));
      this.#loading = null;
      this.#report({ state: 'failed', message });
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      end('The search model stopped. Search goes on by words; it starts again with the next document.');
    });
    try {
      const description = await connection.call('load', { modelPath: this.#modelPath });
      this.#report({ state: 'ready' });
      return proxy(description, connection);
    } catch (error) {
      end(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  #report(status: EmbedderStatus): void {
    this.#status = status;
    this.#onStatus(status);
  }
}

function proxy(description: EmbedderDescription, connection: Connection<EmbedRequests, never>): Embedder {
  return {
    ...description,
    embed: (texts: readonly string[], signal?: CancelSignal) =>
      connection.call('embed', { texts }, signal ? { signal } : {}),
  };
}
