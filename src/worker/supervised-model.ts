import type { LanguageModel } from '../kernel/language-model.ts';
import type { CpuSpeed } from '../llm/cpu-speed.ts';
import type { DeviceCapability } from '../llm/device-capability.ts';
import type { LoadPhase } from '../llm/load-phase.ts';
import type { LossReason } from '../llm/loss-reason.ts';
import type { ModelRow } from '../llm/model-row.ts';
import type { LlmPush, LlmRequests } from './llm-protocol.ts';
import { type ModelTiming, usualTiming } from './model-timing.ts';
import { RemoteModel, toRemoteError } from './remote-model.ts';
import { type Connection, connect, type Endpoint, RemoteError } from './rpc.ts';
import { startLlmWorker } from './start-llm-worker.ts';
import { WorkerWatch } from './worker-watch.ts';

/** The part of `Worker` that the supervisor uses. */
export interface ModelWorker {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
  terminate(): void;
}

export interface SupervisedModelOptions {
  /** Told when a loaded model is gone that nobody unloaded. */
  readonly onLost?: (reason: LossReason) => void;
  readonly startWorker?: () => ModelWorker;
  readonly timing?: Partial<ModelTiming>;
}

/** One life of the llm worker. */
interface Session {
  readonly connection: Connection<LlmRequests, LlmPush>;
  readonly worker: ModelWorker;
  readonly watch: WorkerWatch;
  /** Set from the first load on: a worker is given one model in its life. */
  row: ModelRow | null;
}

/**
 * The language model as the agent worker holds it: in a worker of its own, which is started when first needed
 * and ended with its model, since that alone releases all graphics memory. Every call here ends, whatever
 * happens there and also when nothing does any more, and what it rejects with is an Error whose message is for
 * the person.
 */
export class SupervisedModel {
  readonly #onLost: (reason: LossReason) => void;
  readonly #startWorker: () => ModelWorker;
  readonly #timing: ModelTiming;
  #session: Session | null = null;
  #model: LanguageModel | null = null;

  constructor({ onLost = () => {}, startWorker = startLlmWorker, timing }: SupervisedModelOptions = {}) {
    this.#onLost = onLost;
    this.#startWorker = startWorker;
    this.#timing = { ...usualTiming, ...timing };
  }

  /** The loaded model; `null` while there is none. One that was lost goes on to answer `lost`. */
  model(): LanguageModel | null {
    return this.#model;
  }

  async capability(): Promise<DeviceCapability> {
    try {
      const { connection, watch } = this.#start();
      return await watch.during(this.#timing.answerMs, connection.call('capability', {}));
    } catch {
      return { webgpu: false, reason: workerFailed };
    }
  }

  /** Runs about ten seconds of a model's arithmetic on the CPU. @throws RemoteError */
  async tryCpu(signal?: AbortSignal): Promise<CpuSpeed> {
    try {
      const { connection, watch } = this.#start();
      const trial = connection.call('tryCpu', {}, { ...(signal && { signal }) });
      return await watch.during(this.#timing.trialMs, trial);
    } catch (thrown) {
      throw toRemoteError(thrown);
    }
  }

  /**
   * Loads a model, whose files are here, in place of the one before it, which is released first.
   *
   * @returns the window as loaded, in tokens
   * @throws RemoteError with a `LoadFailureCode` as code (`aborted` after the signal, `unload` or another
   * load), or `lost` when the worker died. The worker has been ended then.
   */
  async load(
    row: ModelRow,
    windowTokens: number,
    onPhase: (phase: LoadPhase) => void = () => {},
    signal?: AbortSignal,
  ): Promise<number> {
    if (signal?.aborted) throw aborted(loadStopped);
    if (this.#session?.row) this.#end(this.#session, aborted(loadReplaced));
    const session = this.#start();
    session.row = row;
    const cancel = () => this.#end(session, aborted(loadStopped));
    signal?.addEventListener('abort', cancel);
    try {
      const { connection, watch } = session;
      const loading = connection.call('load', { row, windowTokens }, { onProgress: onPhase });
      const loaded = await watch.during(this.#timing.loadMs, loading);
      this.#model = new RemoteModel({ row, loaded, connection, watch, timing: this.#timing });
      return loaded.windowTokens;
    } catch (thrown) {
      const failure = toRemoteError(thrown);
      this.#end(session, failure);
      throw failure;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Ends the worker: the only complete release of graphics memory. */
  unload(): Promise<void> {
    if (this.#session) this.#end(this.#session, aborted(unloaded));
    return Promise.resolve();
  }

  #start(): Session {
    if (this.#session) return this.#session;
    const worker = this.#startWorker();
    const connection = connect<LlmRequests, LlmPush>(toEndpoint(worker));
    const watch = new WorkerWatch((ms) => this.#lose(session, { kind: 'worker', message: silent(ms) }));
    const session: Session = { worker, connection, watch, row: null };
    const died = (event: Event) => {
      // Answered for here: it is no failure of the agent worker.
      event.preventDefault();
      this.#lose(session, { kind: 'worker', message: workerFailed });
    };
    connection.subscribe(({ reason }) => this.#lose(session, reason));
    worker.addEventListener('message', () => watch.heard());
    worker.addEventListener('error', died);
    worker.addEventListener('messageerror', died);
    this.#session = session;
    return session;
  }

  /** The worker or its device is gone: what waits there ends, and the next call starts another worker. */
  #lose(session: Session, reason: LossReason): void {
    const wasLoaded = session === this.#session && this.#model !== null;
    this.#end(session, new RemoteError('ModelLost', reason.message, 'lost'));
    if (wasLoaded) this.#onLost(reason);
  }

  #end(session: Session, reason: RemoteError): void {
    if (session !== this.#session) return;
    this.#session = null;
    this.#model = null;
    session.watch.end();
    session.worker.terminate();
    session.connection.close(reason);
  }
}

function toEndpoint(worker: ModelWorker): Endpoint {
  return {
    postMessage: (message, transfer) => worker.postMessage(message, transfer),
    addEventListener: (type, listener) => worker.addEventListener(type, listener),
  };
}

const aborted = (message: string) => new RemoteError('AbortError', message, 'aborted');

const loadStopped = 'Loading was stopped. The model’s files are kept.';
const loadReplaced = 'Another model is loaded in place of this one.';
const unloaded = 'The model was unloaded. Load it again to go on.';
const workerFailed =
  'The model’s worker stopped. Nothing of yours is lost. Load the model again; if it stops again, choose a ' +
  'smaller one.';

function silent(ms: number): string {
  return (
    `The model gave no sign of life for ${Math.ceil(ms / 1000)} seconds, and its worker was ended. Nothing of ` +
    'yours is lost. Load the model again; if it happens again, choose a smaller one or a smaller window.'
  );
}
