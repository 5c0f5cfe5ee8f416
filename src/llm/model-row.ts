/** One model that can be had or is here. `id` is our own name for it, unique among all of them. */
export type ModelRow = WebLlmRow | GgufRow;

/**
 * - `catalogue`: one of ours; `all`: of web-llm's whole prebuilt list;
 * - `own`: the person's own files; `practice`: the one that comes with the app, for the tour and the tests.
 */
export type ModelOrigin = 'catalogue' | 'all' | 'own' | 'practice';

interface ModelFacts {
  readonly id: string;
  readonly origin: ModelOrigin;
  readonly name: string;
  /** Such as "1.5B"; empty when it is not known. */
  readonly parameters: string;
  /** Download, or what its files take, in MB of 10^6 bytes; about, until the files are here. */
  readonly downloadMb: number;
  readonly licence: string;
  readonly goodFor: string;
  /** Bytes that the KV cache takes a token at half precision; `null` when it is not known. */
  readonly kvBytesPerToken: number | null;
  /** The longest window it was trained for, in tokens; `null` when it is not known. */
  readonly trainedWindow: number | null;
}

/** Runs on the graphics processor, in web-llm's engine. */
export interface WebLlmRow extends ModelFacts {
  readonly engine: 'web-llm';
  /** GPU memory at 4,096 tokens, in MB of 10^6 bytes, for half and for single precision. */
  readonly memoryMb: { readonly f16: number; readonly f32: number };
  /** The folder of its files, ends in a slash; without one, the precision's folder at the model hub. */
  readonly baseUrl?: string;
  /** Address of the compiled library; without one, the precision's by `library`. */
  readonly libraryUrl?: string;
  /** Stem of the compiled library's file name: several models share one (web-llm 0.2.86, prebuilt list). */
  readonly library: string;
  /** Largest single GPU buffer, in MB of 10^6 bytes; 0 when it is not known. */
  readonly largestBufferMb: number;
  /** Writes a think block unless told not to; then web-llm puts an empty one in front of the output. */
  readonly thinks: boolean;
  /** The compiled library needs shader-f16 whatever the weights. */
  readonly needsF16?: boolean;
}

/** Runs on the CPU, in llama.cpp (wllama). */
export interface GgufRow extends ModelFacts {
  readonly engine: 'wllama';
  /** Memory at 2,048 tokens, in MB of 10^6 bytes. */
  readonly memoryMb: number;
  /** The file, or its parts in order; an own file has no address. */
  readonly parts: readonly GgufPart[];
}

/**
 * The files of a search model, which are kept like those of a language model and loaded elsewhere (the embed
 * worker).
 */
export interface EmbedderFilesRow extends Pick<ModelFacts, 'id' | 'origin' | 'name' | 'downloadMb'> {
  readonly engine: 'embedder';
  readonly parts: readonly GgufPart[];
}

/** Whatever files are kept of. */
export type KeptRow = ModelRow | EmbedderFilesRow;

export interface GgufPart {
  readonly name: string;
  readonly url: string | null;
}
