import { byteCharacters } from './byte-characters.ts';
import { tokenTypes } from './gguf-header.ts';
import { type LlamaShape, llamaGguf } from './llama-gguf.ts';

/** About 26 million weights: enough that the arithmetic is what takes the time. */
export const trialShape: LlamaShape = { width: 512, layers: 8, inner: 1408, heads: 8, contextLength: 1024 };

const endToken = '<|endoftext|>';
const tokens = [...byteCharacters, endToken];

/** How many weights the engine goes through for each token. */
export function trialWeights({ width, layers, inner }: LlamaShape): number {
  return layers * (4 * width * width + 3 * width * inner) + width * tokens.length;
}

/**
 * A model of meaningless weights that reads and writes plain letters and never comes to an end. All layers
 * are the same, so that making it takes a moment.
 */
export function trialGguf(shape: LlamaShape = trialShape): Uint8Array<ArrayBuffer> {
  const made = new Map<string, Float32Array>();
  return llamaGguf({
    name: 'Speed trial',
    shape,
    tokens: tokens.length,
    type: 'q8_0',
    metadata: {
      'tokenizer.ggml.model': { type: 'string', value: 'gpt2' },
      'tokenizer.ggml.pre': { type: 'string', value: 'gpt-2' },
      'tokenizer.ggml.tokens': { type: 'array', of: 'string', values: tokens },
      'tokenizer.ggml.token_type': {
        type: 'array',
        of: 'i32',
        values: tokens.map((token) => (token === endToken ? tokenTypes.control : tokenTypes.normal)),
      },
      'tokenizer.ggml.merges': { type: 'array', of: 'string', values: ['q q'] },
      'tokenizer.ggml.bos_token_id': { type: 'u32', value: tokens.length - 1 },
      'tokenizer.ggml.eos_token_id': { type: 'u32', value: tokens.length - 1 },
      'tokenizer.ggml.add_bos_token': { type: 'bool', value: false },
    },
    weights: (name, columns, rows) => {
      const known = made.get(name);
      if (known) return known;
      const weights = waves(columns * rows, 1 / Math.sqrt(columns));
      if (name === 'output') silenceAllButLetters(weights, columns);
      made.set(name, weights);
      return weights;
    },
  });
}

/** Numbers that look random enough, without a source of randomness. */
function waves(count: number, size: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state / 2 ** 31) * size;
  });
}

/** A token whose row is zero is less likely than the likeliest letter. */
function silenceAllButLetters(weights: Float32Array, columns: number): void {
  tokens.forEach((token, id) => {
    if (!/^[a-z]$/.test(token)) weights.fill(0, id * columns, (id + 1) * columns);
  });
}
