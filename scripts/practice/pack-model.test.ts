import { describe, expect, it } from 'vitest';
import { readGgufHeader } from '../../src/llm/wllama/read-gguf-header.ts';
import { vocabulary } from './bpe-encoder.ts';
import { practiceGguf } from './pack-model.ts';
import { readCheckpoint } from './read-checkpoint.ts';

const merges = ['b i'];
const tokens = vocabulary(merges).length;
const [dim, heads, hidden] = [32, 2, 64];
const padded = Math.ceil(tokens / 16) * 16;
const weights = padded * dim + 4 * dim * dim + 3 * dim * hidden + 3 * dim;

/** A checkpoint of one layer, each weight of which is its own number. */
function checkpoint(): Uint8Array {
  const bytes = new ArrayBuffer(48 + 4 * weights);
  new Int32Array(bytes, 0, 12).set([0x4b434c50, 7, dim, 1, heads, hidden, tokens, padded]);
  new Float32Array(bytes, 48).forEach((_, index, all) => {
    all[index] = index % 2048;
  });
  return new Uint8Array(bytes);
}

describe('readCheckpoint', () => {
  it('takes each part from its place', () => {
    const { layers, finalNorm, embedding, step } = readCheckpoint(checkpoint());
    expect(step).toBe(7);
    expect(embedding.length).toBe(tokens * dim);
    expect(layers[0]?.attentionNorm[0]).toBe((padded * dim) % 2048);
    expect(finalNorm.at(-1)).toBe((weights - 1) % 2048);
  });

  it('refuses other files and half ones', () => {
    expect(() => readCheckpoint(new Uint8Array(64))).toThrow('no checkpoint');
    expect(() => readCheckpoint(checkpoint().subarray(0, 1000))).toThrow('ends too early');
  });
});

describe('practiceGguf', () => {
  const model = readCheckpoint(checkpoint());

  it('says what the app has to know', async () => {
    const read = await readGgufHeader(new Blob([practiceGguf(model, merges)]));
    if (!read.ok) throw new Error(read.failure.message);
    const { header } = read;
    expect(header).toMatchObject({
      architecture: 'llama',
      name: 'Practice model',
      instructions: 'minimal',
      temperature: 0,
    });
    expect(header.trainedWindow).toBe(2048);
    expect(header.vocabulary).toMatchObject({
      model: 'gpt2',
      pre: 'gpt-2',
      merges,
      eosId: tokens - 1,
      addsBos: false,
    });
  });

  it('refuses merges of another training', () => {
    expect(() => practiceGguf(model, [])).toThrow('not those of the training');
  });
});
