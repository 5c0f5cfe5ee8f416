import { asError } from '../as-error.ts';
import { LoadFailure, toLoadFailure } from '../load-failure.ts';
import type { EngineLog } from './engine-log.ts';
import { WatchedBlob } from './watched-blob.ts';
import type { WllamaInstance, WllamaLibrary } from './wllama-library.ts';

export interface OpenOptions {
  readonly library: WllamaLibrary;
  /** A model's files in their order. */
  readonly files: readonly Blob[];
  readonly windowTokens: number;
  readonly threads: number;
  readonly log: EngineLog;
  /** Silence after which loading is given up, in ms. */
  readonly stallMs: number;
  /** The share of the files that was read, from 0 to 1. */
  readonly onRead?: ((fraction: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A prompt is read in batches of so many tokens, and only between two of them can it be stopped. */
export const batchTokens = 64;

/**
 * A wllama that holds the model. Ends in every case: wllama itself resolves when nothing was loaded, and waits
 * for ever when its worker or its wasm is blocked (facts/wllama.md, 6.1 and 6.4).
 *
 * @throws LoadFailure; nothing of the engine is left then
 */
export async function openWllama(options: OpenOptions): Promise<WllamaInstance> {
  const { library, files, windowTokens, threads, log, signal } = options;
  signal?.throwIfAborted();
  log.clear();
  const watch = new LoadWatch(options);
  const instance = library.create(log);
  try {
    const loading = instance.loadModel(
      files.map((file) => new WatchedBlob(file, (bytes) => watch.read(bytes))),
      {
        n_ctx: windowTokens,
        n_threads: threads,
        n_gpu_layers: 0,
        n_parallel: 1,
        n_batch: batchTokens,
        n_ubatch: batchTokens,
        // A cache cut down to a sliding window could not be reused for a prompt that has grown.
        swa_full: true,
        warmup: false,
      },
    );
    loading.catch(() => {});
    await Promise.race([loading, watch.failed]);
    if (instance.getModelMetadata().hparams.nVocab === 0) throw refusal(log);
    return instance;
  } catch (thrown) {
    await instance.exit();
    throw toFailure(thrown, log);
  } finally {
    watch.end();
  }
}

/** Gives a load up when it is stopped, dead, or silent for too long. */
class LoadWatch {
  readonly failed: Promise<never>;
  readonly #options: OpenOptions;
  readonly #totalBytes: number;
  #fail: (reason: unknown) => void = () => {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #readBytes = 0;

  constructor(options: OpenOptions) {
    this.#options = options;
    this.#totalBytes = options.files.reduce((sum, { size }) => sum + size, 0);
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => {});
    options.signal?.addEventListener('abort', this.#abort);
    options.log.onLine = () => this.#sign();
    options.log.onDeath = (said) => this.#fail(new LoadFailure('other', cannotStart(said)));
    this.#sign();
  }

  read(bytes: number): void {
    this.#readBytes += bytes;
    this.#sign();
    this.#options.onRead?.(Math.min(1, this.#readBytes / this.#totalBytes));
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.#abort);
    this.#options.log.onLine = () => {};
    this.#options.log.onDeath = () => {};
  }

  readonly #abort = () => this.#fail(new DOMException('', 'AbortError'));

  #sign(): void {
    const { stallMs } = this.#options;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail(new LoadFailure('stalled', stalled(stallMs))), stallMs);
  }
}

function toFailure(thrown: unknown, log: EngineLog): LoadFailure {
  if (thrown instanceof LoadFailure || isAbort(thrown)) return toLoadFailure(thrown);
  return log.cause === '' ? toLoadFailure(asError(thrown)) : refusal(log);
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError';
}

/** Why llama.cpp did not take the model, by its own log. */
function refusal(log: EngineLog): LoadFailure {
  const said = log.complaints;
  if (/alloc|out of memory|enlarge memory/i.test(said)) return new LoadFailure('device', noMemory);
  if (/invalid magic|not within the file bounds|corrupted|incomplete|failed to read/i.test(said)) {
    return new LoadFailure('damaged', damaged(log.cause));
  }
  if (/unknown (model architecture|pre-tokenizer|tokenizer)/.test(said)) {
    return new LoadFailure('other', unknownKind(log.cause));
  }
  return new LoadFailure(
    'other',
    `The model could not be loaded. The engine said: ${log.cause || 'nothing'}`,
  );
}

const cannotStart = (said: string) =>
  `The engine for the processor could not start. The model’s files are kept; reload the page and try again. (${said})`;

const stalled = (ms: number) =>
  `Loading made no progress for ${Math.round(ms / 1000)} seconds and was stopped. The model’s files are kept; ` +
  'try again, or choose a smaller model.';

const noMemory =
  'There is not enough memory for this model. Close other tabs and programs, choose a smaller window, or a ' +
  'smaller model. The model’s files are kept.';

const damaged = (said: string) =>
  `What is kept of this model is damaged. Remove it and get the file again. (${said})`;

const unknownKind = (said: string) =>
  `The engine does not know this kind of model. The file is kept; choose another model. (${said})`;
