import type { GgufValue } from './gguf-value.ts';
import { type GgufTensor, type GgufTensorType, writeGguf } from './write-gguf.ts';

export interface LlamaShape {
  /** Numbers that stand for a token; a multiple of 32 for `q8_0`, and of `heads`. */
  readonly width: number;
  readonly layers: number;
  /** Numbers within a feed-forward part. */
  readonly inner: number;
  readonly heads: number;
  readonly contextLength: number;
}

export interface LlamaOptions {
  readonly name: string;
  readonly shape: LlamaShape;
  readonly tokens: number;
  /** `tokenizer.*`, and what else is to be said of the model. */
  readonly metadata: Readonly<Record<string, GgufValue>>;
  readonly type: GgufTensorType;
  /** The weights of a matrix of `columns` inputs and `rows` outputs, by its name without the layer. */
  weights(name: string, columns: number, rows: number): Float32Array;
}

/** A llama model as a GGUF file, under llama.cpp's names (src/llama-arch.cpp). */
export function llamaGguf(options: LlamaOptions): Uint8Array<ArrayBuffer> {
  const { shape, tokens, type } = options;
  const { width, inner, layers } = shape;
  const matrix = (prefix: string, name: string, columns: number, rows: number): GgufTensor => ({
    name: `${prefix}${name}.weight`,
    shape: [columns, rows],
    type,
    data: options.weights(name, columns, rows),
  });
  const ones = (name: string): GgufTensor => ({
    name: `${name}.weight`,
    shape: [width],
    type: 'f32',
    data: new Float32Array(width).fill(1),
  });
  const blocks = Array.from({ length: layers }, (_, layer) => {
    const prefix = `blk.${layer}.`;
    const square = ['attn_q', 'attn_k', 'attn_v', 'attn_output'];
    return [
      ones(`${prefix}attn_norm`),
      ...square.map((name) => matrix(prefix, name, width, width)),
      ones(`${prefix}ffn_norm`),
      ...['ffn_gate', 'ffn_up'].map((name) => matrix(prefix, name, width, inner)),
      matrix(prefix, 'ffn_down', inner, width),
    ];
  });
  const outer = ['token_embd', 'output'].map((name) => matrix('', name, width, tokens));
  return writeGguf({
    metadata: { ...describe(options), ...options.metadata },
    tensors: [...outer, ones('output_norm'), ...blocks.flat()],
  });
}

function describe({ name, shape, tokens }: LlamaOptions): Record<string, GgufValue> {
  const counts = {
    context_length: shape.contextLength,
    embedding_length: shape.width,
    block_count: shape.layers,
    feed_forward_length: shape.inner,
    'attention.head_count': shape.heads,
    'attention.head_count_kv': shape.heads,
    'rope.dimension_count': shape.width / shape.heads,
    vocab_size: tokens,
  };
  return {
    'general.architecture': { type: 'string', value: 'llama' },
    'general.name': { type: 'string', value: name },
    ...Object.fromEntries(
      Object.entries(counts).map(([key, value]) => [`llama.${key}`, { type: 'u32', value } as const]),
    ),
    'llama.attention.layer_norm_rms_epsilon': { type: 'f32', value: 1e-5 },
    'llama.rope.freq_base': { type: 'f32', value: 10_000 },
  };
}
