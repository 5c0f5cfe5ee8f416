import type { EmbedderLanguages, EmbedRole } from '../kernel/embedder.ts';

/** How the vectors of a text's tokens become the one of the text: their mean, or the first token's. */
export type Pooling = 'mean' | 'cls';

/** The files that every embedder consists of, in the layout of transformers.js. */
export const embedderFiles = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/model_quantized.onnx',
] as const;

export type EmbedderFile = (typeof embedderFiles)[number];

/** One embedder that can be had, with int8 weights. `id` is our own name for it, unique among all models. */
export interface EmbedderRow {
  readonly id: string;
  readonly name: string;
  /** Where its files lie at the model hub, as owner and name; `null` for the one that comes with the app. */
  readonly repository: string | null;
  /** Length of its vectors. */
  readonly dimensions: number;
  /** Longest input in tokens; what is longer is cut off. */
  readonly maxTokens: number;
  readonly pooling: Pooling;
  /** What it was trained to find before each text. */
  readonly prefixes: Readonly<Record<EmbedRole, string>>;
  /** All its files, in MB of 10^6 bytes; an estimate, until a download tells. */
  readonly downloadMb: number;
  readonly licence: string;
  readonly languages: EmbedderLanguages;
  readonly goodFor: string;
}
