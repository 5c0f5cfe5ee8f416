import type { Precision } from '../llm/choose-precision.ts';
import type { FilesState } from '../llm/files-state.ts';
import type { KeptRow } from '../llm/model-row.ts';
import type { ModelFilesPush, ModelFilesRequests, NamedFile, OwnModel } from './model-files-protocol.ts';
import { type Connection, connect, RemoteError } from './rpc.ts';
import { startModelFilesWorker } from './start-model-files-worker.ts';
import type { ModelWorker } from './supervised-model.ts';
import { WorkerWatch } from './worker-watch.ts';

export interface SupervisedModelFilesOptions {
  /** Told where a model's files stand, whenever that changes. */
  readonly push?: (push: ModelFilesPush) => void;
  readonly startWorker?: () => ModelWorker;
  /** How long the worker may be silent while it owes a short answer, in ms. */
  readonly answerMs?: number;
}

type Requests = ModelFilesRequests;

/** One life of the worker. */
interface Session {
  readonly connection: Connection<Requests, ModelFilesPush>;
  readonly worker: ModelWorker;
  readonly watch: WorkerWatch;
}

/**
 * Models' files as the agent worker holds them: in a worker of their own, started when first needed and started
 * anew after it died. What comes of a download is on the disk, so that a crash costs little, and it goes on by
 * itself once. Every call ends; what it rejects with is an Error whose message is for the person.
 */
export class SupervisedModelFiles {
  readonly #push: (push: ModelFilesPush) => void;
  readonly #startWorker: () => ModelWorker;
  readonly #answerMs: number;
  #session: Session | null = null;
  /** Where the models stand with which something is being done. */
  readonly #under = new Map<string, FilesState>();
  /** Ids of the models that a call of ours waits for. */
  readonly #awaited = new Set<string>();
  /** What was to be resumed; `null` when nothing was, or when it was after a crash already. */
  #resumed: Requests['resume']['params'] | null = null;

  constructor(options: SupervisedModelFilesOptions = {}) {
    this.#push = options.push ?? (() => {});
    this.#startWorker = options.startWorker ?? startModelFilesWorker;
    this.#answerMs = options.answerMs ?? 60_000;
  }

  list(rows: readonly KeptRow[], precision: Precision): Promise<Requests['list']['result']> {
    return this.#ask('list', { rows, precision });
  }

  /** Ends with `ready`, `paused`, `absent` (cancelled) or `failed`. */
  download(row: KeptRow, precision: Precision): Promise<FilesState> {
    return this.#see('download', row, precision);
  }

  async pause(id: string): Promise<void> {
    await this.#ask('pause', { id });
  }

  cancel(row: KeptRow): Promise<{ readonly freedBytes: number }> {
    return this.#ask('cancel', { row });
  }

  verify(row: KeptRow, precision: Precision): Promise<FilesState> {
    return this.#see('verify', row, precision);
  }

  remove(row: KeptRow): Promise<{ readonly freedBytes: number }> {
    return this.#ask('remove', { row });
  }

  /** Rejects when the files are no model, with nothing kept. */
  import(files: readonly NamedFile[]): Promise<OwnModel> {
    return this.#start().connection.call('import', { files });
  }

  /** Resolves once the downloads that a closed page interrupted have begun again. */
  async resume(rows: readonly KeptRow[], precision: Precision): Promise<void> {
    this.#resumed = { rows, precision };
    await this.#ask('resume', { rows, precision });
  }

  /** A short answer. */
  #ask<Name extends keyof Requests & string>(
    name: Name,
    params: Requests[Name]['params'],
  ): Promise<Requests[Name]['result']> {
    const { connection, watch } = this.#start();
    return watch.during(this.#answerMs, connection.call(name, params));
  }

  /** Work that takes as long as it takes, begun again once if the worker dies of it. */
  async #see(name: 'download' | 'verify', row: KeptRow, precision: Precision): Promise<FilesState> {
    const { id } = row;
    this.#awaited.add(id);
    try {
      for (let isSecond = false; ; isSecond = true) {
        try {
          return await this.#start().connection.call(name, { row, precision });
        } catch (thrown) {
          if (!isLost(thrown)) throw thrown;
          if (isSecond) return this.#fail(id);
        }
      }
    } finally {
      this.#awaited.delete(id);
    }
  }

  #start(): Session {
    if (this.#session) return this.#session;
    const worker = this.#startWorker();
    const connection = connect<Requests, ModelFilesPush>({
      postMessage: (message, transfer) => worker.postMessage(message, transfer),
      addEventListener: (type, listener) => worker.addEventListener(type, listener),
    });
    const watch = new WorkerWatch(() => this.#lose(session));
    const session: Session = { worker, connection, watch };
    const died = (event: Event) => {
      // Answered for here: it is no failure of the agent worker.
      event.preventDefault();
      this.#lose(session);
    };
    connection.subscribe((push) => this.#hear(push));
    worker.addEventListener('message', () => watch.heard());
    worker.addEventListener('error', died);
    worker.addEventListener('messageerror', died);
    this.#session = session;
    return session;
  }

  #hear(push: ModelFilesPush): void {
    const { id, files } = push;
    if (files.state === 'downloading' || files.state === 'verifying') this.#under.set(id, files);
    else this.#under.delete(id);
    this.#push(push);
  }

  /** The worker is gone: what waits there ends, and the next call starts another. */
  #lose(session: Session): void {
    if (session !== this.#session) return;
    this.#session = null;
    session.watch.end();
    session.worker.terminate();
    session.connection.close(new RemoteError('ModelFilesLost', workerFailed, 'lost'));
    // What a call waits for is begun again by that call.
    const unawaited = [...this.#under.keys()].filter((id) => !this.#awaited.has(id));
    if (unawaited.length === 0) return;
    const resumed = this.#resumed;
    this.#resumed = null;
    const again = resumed ? this.#ask('resume', resumed) : Promise.reject(new Error(workerFailed));
    again.catch(() => {
      for (const id of unawaited) this.#fail(id);
    });
  }

  #fail(id: string): FilesState {
    const before = this.#under.get(id);
    const receivedBytes = before?.state === 'downloading' ? before.receivedBytes : 0;
    const files: FilesState = { state: 'failed', message: workerFailed, receivedBytes };
    this.#hear({ type: 'files-changed', id, files });
    return files;
  }
}

function isLost(thrown: unknown): boolean {
  return thrown instanceof RemoteError && thrown.code === 'lost';
}

const workerFailed =
  'The part of Pagefile that keeps models’ files stopped. What has come is kept. Try again; if it stops again, ' +
  'reload the app.';
