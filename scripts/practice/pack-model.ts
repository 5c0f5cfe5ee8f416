import { readFileSync, writeFileSync } from 'node:fs';
import { tokenTypes } from '../../src/llm/wllama/gguf-header.ts';
import type { GgufValue } from '../../src/llm/wllama/gguf-value.ts';
import { type GgufTensor, writeGguf } from '../../src/llm/wllama/write-gguf.ts';
import { specialTokens, vocabulary } from './bpe-encoder.ts';
import { type Checkpoint, type CheckpointLayer, readCheckpoint } from './read-checkpoint.ts';
import { readMerges } from './read-merges.ts';

/** As in trainer/model.h. */
const normEpsilon = 1e-5;
const rotaryBase = 1e8;
const contextLength = 2048;

const chatMl =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' " +
  "+ '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/** Writes a checkpoint as the GGUF file that the app offers; returns its size in bytes. */
export function packModel(checkpointFile: string, mergesFile: string, out: string): number {
  const file = practiceGguf(readCheckpoint(readFileSync(checkpointFile)), readMerges(mergesFile));
  writeFileSync(out, file);
  return file.length;
}

/** @throws Error when the tokenizer is not the one that the model was trained with */
export function practiceGguf(model: Checkpoint, merges: readonly string[]): Uint8Array<ArrayBuffer> {
  const tokens = vocabulary(merges);
  if (tokens.length !== model.vocabulary) throw new Error('The merges are not those of the training.');
  const metadata = { ...described, ...llama(model), ...tokenizer(merges, tokens) };
  const { dim } = model;
  const tensors = [
    matrix('token_embd', model.embedding, dim, model.vocabulary),
    gains('output_norm', model.finalNorm),
    ...model.layers.flatMap((layer, index) => layerTensors(`blk.${index}`, layer, model)),
  ];
  return writeGguf({ metadata, tensors });
}

const described: Record<string, GgufValue> = {
  'general.architecture': { type: 'string', value: 'llama' },
  'general.name': { type: 'string', value: 'Practice model' },
  'general.license': { type: 'string', value: 'MIT' },
  'general.file_type': { type: 'u32', value: 1 },
  'pagefile.instructions': { type: 'string', value: 'minimal' },
  'pagefile.temperature': { type: 'f32', value: 0 },
};

function llama({ dim, heads, hidden, layers, vocabulary: tokens }: Checkpoint): Record<string, GgufValue> {
  const counts = {
    context_length: contextLength,
    embedding_length: dim,
    block_count: layers.length,
    feed_forward_length: hidden,
    'attention.head_count': heads,
    'attention.head_count_kv': heads,
    'rope.dimension_count': dim / heads,
    vocab_size: tokens,
  };
  return {
    ...Object.fromEntries(
      Object.entries(counts).map(([key, value]) => [`llama.${key}`, { type: 'u32', value } as const]),
    ),
    'llama.attention.layer_norm_rms_epsilon': { type: 'f32', value: normEpsilon },
    'llama.rope.freq_base': { type: 'f32', value: rotaryBase },
  };
}

function tokenizer(merges: readonly string[], tokens: readonly string[]): Record<string, GgufValue> {
  const idOf = (token: (typeof specialTokens)[number]): GgufValue => ({
    type: 'u32',
    value: tokens.indexOf(token),
  });
  const firstSpecial = tokens.length - specialTokens.length;
  const types = tokens.map((_, id) => (id < firstSpecial ? tokenTypes.normal : tokenTypes.control));
  return {
    'tokenizer.ggml.model': { type: 'string', value: 'gpt2' },
    'tokenizer.ggml.pre': { type: 'string', value: 'gpt-2' },
    'tokenizer.ggml.tokens': { type: 'array', of: 'string', values: tokens },
    'tokenizer.ggml.token_type': { type: 'array', of: 'i32', values: types },
    'tokenizer.ggml.merges': { type: 'array', of: 'string', values: merges },
    'tokenizer.ggml.bos_token_id': idOf('<|endoftext|>'),
    'tokenizer.ggml.eos_token_id': idOf('<|im_end|>'),
    'tokenizer.ggml.padding_token_id': idOf('<|endoftext|>'),
    'tokenizer.ggml.add_bos_token': { type: 'bool', value: false },
    'tokenizer.chat_template': { type: 'string', value: chatMl },
  };
}

function layerTensors(name: string, layer: CheckpointLayer, { dim, hidden }: Checkpoint): GgufTensor[] {
  const transposed = (part: string, data: Float32Array, inputs: number, outputs: number, first = 0) =>
    matrix(`${name}.${part}`, columns(data, inputs, data.length / inputs, first, outputs), inputs, outputs);
  return [
    gains(`${name}.attn_norm`, layer.attentionNorm),
    transposed('attn_q', layer.qkv, dim, dim),
    transposed('attn_k', layer.qkv, dim, dim, dim),
    transposed('attn_v', layer.qkv, dim, dim, 2 * dim),
    transposed('attn_output', layer.mix, dim, dim),
    gains(`${name}.ffn_norm`, layer.feedForwardNorm),
    transposed('ffn_gate', layer.gateUp, dim, hidden),
    transposed('ffn_up', layer.gateUp, dim, hidden, hidden),
    transposed('ffn_down', layer.down, hidden, dim),
  ];
}

/** Some columns of an `[in][out]` matrix as rows: ggml wants `[out][in]`. */
function columns(
  data: Float32Array,
  inputs: number,
  stride: number,
  first: number,
  count: number,
): Float32Array {
  return Float32Array.from({ length: inputs * count }, (_, at) => {
    const column = first + Math.floor(at / inputs);
    return data[(at % inputs) * stride + column] ?? 0;
  });
}

function matrix(name: string, data: Float32Array, inputs: number, outputs: number): GgufTensor {
  return { name: `${name}.weight`, shape: [inputs, outputs], type: 'f16', data };
}

function gains(name: string, data: Float32Array): GgufTensor {
  return { name: `${name}.weight`, shape: [data.length], type: 'f32', data };
}
