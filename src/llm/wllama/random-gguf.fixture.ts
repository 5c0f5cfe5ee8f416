import { trainBpe } from '../../../scripts/practice/train-bpe.ts';
import { byteCharacters } from './byte-characters.ts';
import { tokenTypes } from './gguf-header.ts';
import type { GgufValue } from './gguf-value.ts';
import { llamaGguf } from './llama-gguf.ts';
import type { GgufTensorType } from './write-gguf.ts';

/** A vocabulary with how likely each token is to be written, as a number added to its logit. */
export interface FixtureVocabulary {
  readonly metadata: Readonly<Record<string, GgufValue>>;
  readonly tokens: readonly string[];
  biasOf(id: number): number;
}

export interface RandomGgufOptions {
  readonly seed?: number;
  readonly vocabulary?: FixtureVocabulary;
  readonly width?: number;
  readonly layers?: number;
  readonly type?: GgufTensorType;
  /** Added to the file, or put in place of what stands there. */
  readonly metadata?: Readonly<Record<string, GgufValue>>;
}

/**
 * A llama with random weights for tests of the engine. Channel 0 of every embedding is constant and no layer
 * writes to it, so that row 0 of the output is a bias for each token: without it, byte tokens would make
 * invalid UTF-8, on which wllama 3.8.1 fails the request (facts/wllama.md, 6.3).
 */
export function randomGguf(options: RandomGgufOptions = {}): Uint8Array<ArrayBuffer> {
  const { seed = 1, vocabulary = bytePairVocabulary(), width = 64, layers = 2, type = 'f16' } = options;
  const random = gaussian(seed);
  return llamaGguf({
    name: 'Random weights',
    shape: { width, layers, inner: 2 * width, heads: 4, contextLength: 8192 },
    tokens: vocabulary.tokens.length,
    type,
    metadata: { ...vocabulary.metadata, ...options.metadata },
    weights: (name, columns, rows) => {
      const data = Float32Array.from({ length: columns * rows }, () => random() / Math.sqrt(columns));
      if (name === 'attn_output' || name === 'ffn_down') data.fill(0, 0, columns);
      if (name === 'token_embd') for (let id = 0; id < rows; id += 1) data[id * columns] = 4;
      if (name === 'output') for (let id = 0; id < rows; id += 1) data[id * columns] = vocabulary.biasOf(id);
      return data;
    },
  });
}

export const chatMl =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' " +
  "+ '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

const chatMlTokens = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'];

/**
 * Byte-level BPE over our own text with ChatML's special tokens. Longer tokens are likelier, by far: under a
 * grammar that allows one text alone, it is then written much as a trained model writes it.
 */
export function bytePairVocabulary({
  pre = 'gpt-2',
  merges = ownMerges(),
  bias = (token: string) => 0.6 * Math.min(8, token.length),
} = {}): FixtureVocabulary {
  const pieces = [...byteCharacters, ...merges.map((merge) => merge.replace(' ', ''))];
  const tokens = [...pieces, ...chatMlTokens];
  const idOf = (token: string): GgufValue => ({ type: 'u32', value: tokens.indexOf(token) });
  const types = tokens.map((_, id) => (id < pieces.length ? tokenTypes.normal : tokenTypes.control));
  return {
    tokens,
    metadata: {
      'tokenizer.ggml.model': { type: 'string', value: 'gpt2' },
      'tokenizer.ggml.pre': { type: 'string', value: pre },
      'tokenizer.ggml.tokens': { type: 'array', of: 'string', values: tokens },
      'tokenizer.ggml.token_type': { type: 'array', of: 'i32', values: types },
      'tokenizer.ggml.merges': { type: 'array', of: 'string', values: merges },
      'tokenizer.ggml.bos_token_id': idOf('<|endoftext|>'),
      'tokenizer.ggml.eos_token_id': idOf('<|im_end|>'),
      'tokenizer.ggml.add_bos_token': { type: 'bool', value: false },
      'tokenizer.chat_template': { type: 'string', value: chatMl },
    },
    biasOf: (id) => {
      const token = tokens[id] ?? '';
      if (token === '<|im_end|>') return -0.5;
      return id >= pieces.length || !/^[!-~ĠĊ]+$/.test(token) ? -12 : bias(token);
    },
  };
}

const ownText = Object.values({
  ...import.meta.glob<string>(['../../../README.md', '../../../docs/**/*.md'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
  ...import.meta.glob<string>('../../kernel/{agent,run,session,functions,function-executor}.ts', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
}).join('\n');

let trained: readonly string[] | null = null;

/** About 2,000 merges, trained once a process on what we wrote ourselves. */
export function ownMerges(): readonly string[] {
  trained ??= trainBpe(ownText, 2000);
  return trained;
}

/** Numbers of a normal distribution from a seed (mulberry32; Box and Muller). */
export function gaussian(seed: number): () => number {
  const uniform = seeded(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
