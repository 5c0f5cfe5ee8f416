import type {
  ChatMessage,
  Completion,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
} from '../kernel/language-model.ts';
import type { ModelRow } from '../llm/catalogue.ts';
import type { DeviceCapability } from '../llm/device-capability.ts';
import type { LoadPhase } from '../llm/load-phase.ts';
import type { LlmRequests } from './llm-protocol.ts';
import { type Connection, connect, type Endpoint, RemoteError } from './rpc.ts';
import { startLlmWorker } from './start-llm-worker.ts';

/** The part of `Worker` that the supervisor uses. */
export interface ModelWorker {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
  terminate(): void;
}

export interface SupervisedModelOptions {
  /** Told when a loaded model is gone that nobody unloaded; `message` is for the person. */
  readonly onLost?: (message: string) => void;
  readonly startWorker?: () => ModelWorker;
}

/** One life of the llm worker. */
interface Session {
  readonly connection: Connection<LlmRequests, never>;
  readonly worker: ModelWorker;
  /** Set from the first load on: a worker is given one model in its life. */
  row: ModelRow | null;
}

/**
 * The language model as the agent worker holds it: in a worker of its own, which is started when first needed
 * and ended with its model, since that alone releases all graphics memory. Every call here ends, whatever
 * happens there, and what it rejects with is an Error whose message is for the person.
 */
export class SupervisedModel {
  readonly #onLost: (message: string) => void;
  readonly #startWorker: () => ModelWorker;
  #session: Session | null = null;
  #model: LanguageModel | null = null;

  constructor({ onLost = () => {}, startWorker = startLlmWorker }: SupervisedModelOptions = {}) {
    this.#onLost = onLost;
    this.#startWorker = startWorker;
  }

  /** The loaded model; `null` while there is none. One that was lost goes on to answer `lost`. */
  model(): LanguageModel | null {
    return this.#model;
  }

  async capability(): Promise<DeviceCapability> {
    try {
      return await this.#start().connection.call('capability', {});
    } catch {
      return { webgpu: false, reason: workerFailed };
    }
  }

  /** Ids of the rows that load without a network; none when that can't be told. */
  async cachedIds(rows: readonly ModelRow[]): Promise<readonly string[]> {
    try {
      return await this.#start().connection.call('cached', { rows });
    } catch {
      return [];
    }
  }

  /**
   * Loads a model in place of the one before it, which is released first.
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
      const loaded = await session.connection.call('load', { row, windowTokens }, { onProgress: onPhase });
      const onLost = (message: string) => this.#lose(session, message);
      this.#model = new RemoteModel(session.connection, row.id, loaded.windowTokens, onLost);
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

  /** Frees every cached byte of the model, and unloads it first if it is the one loaded. */
  async delete(row: ModelRow): Promise<void> {
    if (this.#session?.row?.id === row.id) await this.unload();
    try {
      await this.#start().connection.call('delete', { row });
    } catch (thrown) {
      const { message, code } = toRemoteError(thrown);
      throw new RemoteError('Error', `The model’s files could not be deleted. Try again. (${message})`, code);
    }
  }

  #start(): Session {
    if (this.#session) return this.#session;
    const worker = this.#startWorker();
    const connection = connect<LlmRequests, never>(toEndpoint(worker));
    const session: Session = { worker, connection, row: null };
    const died = (event: Event) => {
      // Answered for here: it is no failure of the agent worker.
      event.preventDefault();
      this.#lose(session, workerFailed);
    };
    worker.addEventListener('error', died);
    worker.addEventListener('messageerror', died);
    this.#session = session;
    return session;
  }

  /** The worker or its device is gone: what waits there ends, and the next call starts another worker. */
  #lose(session: Session, message: string): void {
    const wasLoaded = session === this.#session && this.#model !== null;
    this.#end(session, new RemoteError('ModelLost', message, 'lost'));
    if (wasLoaded) this.#onLost(message);
  }

  #end(session: Session, reason: RemoteError): void {
    if (session !== this.#session) return;
    this.#session = null;
    this.#model = null;
    session.worker.terminate();
    session.connection.close(reason);
  }
}

/** The model on the other side of the wire. */
class RemoteModel implements LanguageModel {
  readonly modelId: string;
  readonly windowTokens: number;
  readonly #connection: Connection<LlmRequests, never>;
  readonly #onLost: (message: string) => void;
  readonly #counts = new Map<string, number>();

  constructor(
    connection: Connection<LlmRequests, never>,
    modelId: string,
    windowTokens: number,
    onLost: (message: string) => void,
  ) {
    this.modelId = modelId;
    this.windowTokens = windowTokens;
    this.#connection = connection;
    this.#onLost = onLost;
  }

  /** Rejects with RemoteError when the model is lost. A prompt of known messages is counted without a call. */
  async countTokens(messages: readonly ChatMessage[]): Promise<number[]> {
    const keys = countKeys(messages);
    const known = keys.map((key) => this.#counts.get(key));
    if (known.every((count) => count !== undefined)) return known;
    const counts = await this.#connection.call('countTokens', { messages });
    if (this.#counts.size > mostCounts) this.#counts.clear();
    keys.forEach((key, index) => {
      this.#counts.set(key, counts[index] ?? 0);
    });
    return counts;
  }

  async complete(request: CompletionRequest, options: CompletionOptions = {}): Promise<CompletionResult> {
    const { signal, onText } = options;
    // The cancellation would arrive after the request, when a prefill has begun that nothing interrupts.
    if (signal?.aborted) return { ok: true, completion: notBegun };
    const result = await this.#connection
      .call('complete', request, { ...(signal && { signal }), ...(onText && { onProgress: onText }) })
      .catch(toFailedResult);
    if (!result.ok && result.error.code === 'lost') this.#onLost(result.error.message);
    return result;
  }
}

const notBegun: Completion = { text: '', finish: 'abort', prefilledTokens: 0, completionTokens: 0 };

/** Counts kept: more than any window holds messages. */
const mostCounts = 1000;

/**
 * What a message's count depends on: its text and role, whether it is first (the prompt's opening) or last
 * (the reply's header), and its place in turn, since templates close messages with one or two separators.
 */
function countKeys(messages: readonly ChatMessage[]): string[] {
  let place = 0;
  return messages.map(({ role, content }, index) => {
    const turn = place === 0 ? 'opening' : place % 2;
    if (role !== 'system') place += 1;
    return [index === 0, index === messages.length - 1, turn, role, content].join('|');
  });
}

function toFailedResult(thrown: unknown): CompletionResult {
  const { code, message } = toRemoteError(thrown);
  // After an unload the code is `aborted`: to who still holds the model it is gone all the same.
  return { ok: false, error: { code: code === 'lost' || code === 'aborted' ? 'lost' : 'rejected', message } };
}

function toRemoteError(thrown: unknown): RemoteError {
  if (thrown instanceof RemoteError) return thrown;
  return new RemoteError('Error', thrown instanceof Error ? thrown.message : String(thrown), null);
}

function toEndpoint(worker: ModelWorker): Endpoint {
  return {
    postMessage: (message, transfer) => worker.postMessage(message, transfer),
    addEventListener: (type, listener) => worker.addEventListener(type, listener),
  };
}

const aborted = (message: string) => new RemoteError('AbortError', message, 'aborted');

const loadStopped = 'Loading was stopped. What was downloaded is kept, and the next load goes on from there.';
const loadReplaced = 'Another model is loaded in place of this one.';
const unloaded = 'The model was unloaded. Load it again to go on.';
const workerFailed =
  'The model’s worker stopped. Nothing of yours is lost. Load the model again; if it stops again, choose a ' +
  'smaller one.';
