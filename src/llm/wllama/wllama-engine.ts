import type { CancelSignal } from '../../kernel/cancel-signal.ts';
import type { LossReason } from '../loss-reason.ts';
import { CompletionReader } from './completion-reader.ts';
import { EngineFailure, engineGone, toEngineFailure, toLossReason } from './engine-failure.ts';
import { EngineLog } from './engine-log.ts';
import { HiddenCache } from './hidden-cache.ts';
import { type OpenOptions, openWllama } from './open-wllama.ts';
import type { WllamaInstance } from './wllama-library.ts';

export interface EngineOptions extends Omit<OpenOptions, 'log'> {
  /** Bytes of the KV cache a token; see `HiddenCache`. */
  readonly kvBytesPerToken: number;
  /** What the engine may hoard of earlier prompts before it is started anew, in bytes. */
  readonly hiddenBytes?: number;
  /** A new number for each request, 0 to 2^32. */
  readonly seed: () => number;
}

export interface EngineRequest {
  readonly prompt: string;
  /** GBNF; without one, anything may be written. */
  readonly grammar?: string;
  readonly maxTokens: number;
  readonly temperature: number;
}

export interface EngineCompletion {
  readonly text: string;
  readonly finish: 'stop' | 'length' | 'abort';
  /** Tokens that the prompt holds; 0 when the engine did not get to it. */
  readonly promptTokens: number;
  /** Those of them that were read now and not kept from before. */
  readonly prefilledTokens: number;
  readonly completionTokens: number;
}

export interface EngineCompletionOptions {
  readonly signal?: CancelSignal | undefined;
  readonly onText?: ((piece: string) => void) | undefined;
}

const usualHiddenBytes = 512e6;

/**
 * wllama 3.8.1 made safe to use (facts/wllama.md, sections 4 and 6): one request at a time, since one more than
 * it has slots hangs; no promise left pending when it is ended; its real error texts; and started anew before
 * the prompts that it hoards fill the memory.
 */
export class WllamaEngine {
  /** Resolves when the engine is gone although nobody ended it. */
  readonly lost: Promise<LossReason>;
  readonly #options: EngineOptions;
  readonly #log: EngineLog;
  readonly #hidden: HiddenCache;
  #instance: WllamaInstance;
  #gone: EngineFailure | null = null;
  #tellLost: (reason: LossReason) => void = () => {};
  /** Rejects the request under way. */
  #breakOff: (reason: EngineFailure) => void = () => {};
  #last: Promise<unknown> = Promise.resolve();

  /** @throws LoadFailure */
  static async start(options: EngineOptions): Promise<WllamaEngine> {
    const log = new EngineLog();
    return new WllamaEngine(options, log, await openWllama({ ...options, log }));
  }

  private constructor(options: EngineOptions, log: EngineLog, instance: WllamaInstance) {
    this.#options = options;
    this.#log = log;
    this.#instance = instance;
    this.#hidden = new HiddenCache(options.kvBytesPerToken, options.hiddenBytes ?? usualHiddenBytes);
    this.lost = new Promise((resolve) => {
      this.#tellLost = resolve;
    });
    this.#listen();
  }

  /** @throws EngineFailure; after `lost` every call throws it again */
  complete(request: EngineRequest, options: EngineCompletionOptions = {}): Promise<EngineCompletion> {
    const result = this.#last.then(() => this.#run(request, options));
    this.#last = result.catch(() => {});
    return result;
  }

  /** Frees everything at once. A completion under way ends as lost. */
  end(): void {
    this.#leave(new EngineFailure('lost', engineGone));
  }

  async #run(request: EngineRequest, options: EngineCompletionOptions): Promise<EngineCompletion> {
    if (this.#gone) throw this.#gone;
    if (options.signal?.aborted) return notBegun;
    if (this.#hidden.isFullWith(request.prompt)) await this.#restart();
    try {
      return await this.#attempt(request, options);
    } catch (thrown) {
      const failure = toEngineFailure(thrown, this.#log.complaints);
      if (failure.code === 'lost') this.#lose(failure);
      throw this.#gone ?? failure;
    }
  }

  /** Bytes that are no UTF-8 fail a request; where nothing was handed on yet, another seed is tried once. */
  async #attempt(request: EngineRequest, options: EngineCompletionOptions): Promise<EngineCompletion> {
    const first = new CompletionReader(options.onText);
    try {
      return await this.#decode(request, options.signal, first);
    } catch (thrown) {
      const { isBadText } = toEngineFailure(thrown, this.#log.complaints);
      if (!isBadText || first.text !== '') throw thrown;
      return this.#decode(request, options.signal, new CompletionReader(options.onText));
    }
  }

  async #decode(
    { prompt, grammar, maxTokens, temperature }: EngineRequest,
    signal: CancelSignal | undefined,
    reader: CompletionReader,
  ): Promise<EngineCompletion> {
    const stop = new AbortController();
    const abort = () => stop.abort();
    this.#log.clear();
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    const brokenOff = new Promise<never>((_, reject) => {
      this.#breakOff = reject;
    });
    try {
      const running = this.#instance.createCompletion({
        prompt,
        ...(grammar !== undefined && { grammar }),
        max_tokens: maxTokens,
        temperature,
        top_p: 0.9,
        seed: this.#options.seed(),
        stream: true,
        return_progress: true,
        abortSignal: stop.signal,
        onData: (chunk) => reader.add(chunk),
      });
      // Settled only after the slot is free again, an aborted one as well.
      await Promise.race([running, brokenOff]);
      return reader.end();
    } catch (thrown) {
      if (!(stop.signal.aborted && isAbort(thrown))) throw thrown;
      return reader.end('abort');
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#hidden.add(prompt, reader);
    }
  }

  async #restart(): Promise<void> {
    await this.#instance.exit();
    try {
      const unwatched = { signal: undefined, onRead: undefined };
      const instance = await openWllama({ ...this.#options, ...unwatched, log: this.#log });
      if (this.#gone) await instance.exit();
      this.#instance = instance;
      this.#hidden.clear();
      this.#listen();
    } catch {
      this.#lose(new EngineFailure('lost', engineGone));
    }
    if (this.#gone) throw this.#gone;
  }

  /** A worker that dies in a request would leave it pending. */
  #listen(): void {
    this.#log.onDeath = () => this.#lose(toEngineFailure(new Error('(ABORT)'), ''));
  }

  #lose(failure: EngineFailure): void {
    if (this.#gone) return;
    this.#leave(failure);
    this.#tellLost(toLossReason(failure));
  }

  #leave(failure: EngineFailure): void {
    if (this.#gone) return;
    this.#gone = failure;
    this.#breakOff(failure);
    void this.#instance.exit();
  }
}

const notBegun: EngineCompletion = {
  text: '',
  finish: 'abort',
  promptTokens: 0,
  prefilledTokens: 0,
  completionTokens: 0,
};

/** wllama's own class, no DOMException. */
function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}
