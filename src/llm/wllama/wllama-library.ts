/** A piece of a streamed completion as wllama 3.8.1 hands it on from llama.cpp's server; checked where it is read. */
export interface WllamaChunk {
  readonly choices?: readonly { readonly text?: string; readonly finish_reason?: string | null }[];
  readonly timings?: { readonly prompt_n?: number; readonly predicted_n?: number };
  readonly usage?: { readonly prompt_tokens?: number } | null;
  /** While the prompt is read; `cache` of `total` tokens did not have to be, and are among `processed`. */
  readonly prompt_progress?: {
    readonly total?: number;
    readonly cache?: number;
    readonly processed?: number;
  };
}

/** What is asked for: fields of llama.cpp's server, of which wllama's types know only some. */
export interface WllamaRequest {
  readonly prompt: string;
  readonly grammar?: string;
  readonly max_tokens: number;
  readonly temperature: number;
  readonly top_p: number;
  readonly seed: number;
  readonly stream: true;
  readonly return_progress: true;
  readonly abortSignal: AbortSignal;
  readonly onData: (chunk: WllamaChunk) => void;
}

/** The parameters of `loadModel` that we set. */
export interface WllamaLoadParams {
  readonly n_ctx: number;
  readonly n_threads: number;
  readonly n_gpu_layers: number;
  readonly n_parallel: number;
  readonly n_batch: number;
  readonly n_ubatch: number;
  readonly swa_full: boolean;
  readonly warmup: boolean;
}

/** What we use of a `Wllama` (3.8.1, esm/wllama.d.ts). */
export interface WllamaInstance {
  /** Resolves also when nothing was loaded; some failures never settle it (facts/wllama.md, section 6). */
  loadModel(files: Blob[], params: WllamaLoadParams): Promise<void>;
  getModelMetadata(): { readonly hparams: { readonly nVocab: number } };
  createCompletion(request: WllamaRequest): Promise<unknown>;
  /** Ends the engine's worker. What was asked of it stays pending for ever. */
  exit(): Promise<void>;
}

/** Where everything goes that wllama and llama.cpp say: the only place that tells why something failed. */
export interface WllamaLogger {
  debug(...said: unknown[]): void;
  log(...said: unknown[]): void;
  warn(...said: unknown[]): void;
  error(...said: unknown[]): void;
}

/** Makes engines that are not loaded yet. */
export interface WllamaLibrary {
  create(logger: WllamaLogger): WllamaInstance;
  /** Fetched by the engine when it loads. */
  readonly wasmUrl: string;
}
