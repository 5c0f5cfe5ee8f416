import { describe, expect, it } from 'vitest';
import type { GgufValue } from './gguf-value.ts';
import { bytePairVocabulary, randomGguf, seeded } from './random-gguf.fixture.ts';
import { readGgufHeader } from './read-gguf-header.ts';
import { writeGguf } from './write-gguf.ts';

const model = randomGguf();
const tensor = { name: 'a.weight', shape: [32, 2], type: 'f32', data: new Float32Array(64) } as const;

async function read(bytes: Uint8Array<ArrayBuffer>) {
  return readGgufHeader(new Blob([bytes]));
}

async function codeOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const result = await read(bytes);
  if (!result.ok) expect(result.failure.message).toMatch(/\.$/);
  return result.ok ? 'ok' : result.failure.code;
}

function changed(at: number, write: (view: DataView, at: number) => void, bytes = model) {
  const copy = bytes.slice();
  write(new DataView(copy.buffer), at);
  return copy;
}

describe('readGgufHeader', () => {
  it('reads what writeGguf wrote', async () => {
    const result = await read(model);
    if (!result.ok) throw new Error(result.failure.message);
    const { vocabulary, ...header } = result.header;
    expect(header).toEqual({
      architecture: 'llama',
      name: 'Random weights',
      // Two matrices of 2,259 by 64 and the norm, and two layers.
      weights: 2 * 2259 * 64 + 64 + 2 * (4 * 64 * 64 + 3 * 64 * 128 + 2 * 64),
      quantisation: 'F16',
      trainedWindow: 8192,
      layers: 2,
      kvBytesPerToken: 2 * 2 * 64 * 2,
      chatTemplate: expect.stringContaining('<|im_start|>'),
      instructions: null,
      temperature: null,
      split: null,
    });
    expect(vocabulary?.tokens).toEqual(bytePairVocabulary().tokens);
    expect(vocabulary).toMatchObject({ model: 'gpt2', pre: 'gpt-2', addsBos: false, eosId: 2258 });
    expect(vocabulary?.merges).toHaveLength(2000);
  });

  it('reads every type of value, and our own keys', async () => {
    const metadata: Record<string, GgufValue> = {
      'general.architecture': { type: 'string', value: 'x' },
      a: { type: 'u8', value: 255 },
      b: { type: 'i64', value: -7 },
      c: { type: 'f64', value: Math.PI },
      d: { type: 'array', of: 'bool', values: [true, false] },
      e: { type: 'array', of: 'i16', values: [-300, 300] },
      'x.context_length': { type: 'u64', value: 131_072 },
      'pagefile.instructions': { type: 'string', value: 'minimal' },
      'pagefile.temperature': { type: 'f32', value: 0 },
      'split.no': { type: 'u16', value: 1 },
      'split.count': { type: 'u16', value: 3 },
    };
    const result = await read(writeGguf({ metadata, tensors: [tensor] }));
    expect(result).toMatchObject({
      ok: true,
      header: {
        trainedWindow: 131_072,
        instructions: 'minimal',
        temperature: 0,
        split: { index: 1, count: 3 },
        weights: 64,
        vocabulary: null,
      },
    });
  });

  it('counts the KV cache of grouped heads, of heads that differ by layer, and of heads of their own width', async () => {
    const of = async (more: Record<string, GgufValue>) => {
      const metadata: Record<string, GgufValue> = {
        'general.architecture': { type: 'string', value: 'q' },
        'q.block_count': { type: 'u32', value: 3 },
        'q.embedding_length': { type: 'u32', value: 64 },
        'q.attention.head_count': { type: 'u32', value: 8 },
        ...more,
      };
      const result = await read(writeGguf({ metadata, tensors: [] }));
      return result.ok && result.header.kvBytesPerToken;
    };
    expect(await of({})).toBe(2 * 3 * 8 * 16);
    expect(await of({ 'q.attention.head_count_kv': { type: 'u32', value: 2 } })).toBe(2 * 3 * 2 * 16);
    const byLayer: GgufValue = { type: 'array', of: 'i32', values: [2, 4, 0] };
    expect(await of({ 'q.attention.head_count_kv': byLayer })).toBe(2 * 6 * 16);
    const own = { type: 'u32', value: 32 } as const;
    expect(await of({ 'q.attention.key_length': own, 'q.attention.value_length': own })).toBe(2 * 3 * 8 * 64);
  });

  it('fetches no more of a large file than its header', async () => {
    let fetched = 0;
    const file = new (class extends Blob {
      override slice(start?: number, end?: number): Blob {
        fetched += (end ?? 0) - (start ?? 0);
        return super.slice(start, end);
      }
    })([model, new Uint8Array(20_000_000)]);
    expect((await readGgufHeader(file)).ok).toBe(true);
    expect(fetched).toBeLessThan(2_000_000);
  });

  it('reads a header longer than the first piece', async () => {
    const values = Array.from({ length: 200_000 }, (_, index) => `token ${index}`);
    const metadata = { 'tokenizer.ggml.tokens': { type: 'array', of: 'string', values } } as const;
    const model = { 'tokenizer.ggml.model': { type: 'string', value: 'gpt2' } } as const;
    const result = await read(writeGguf({ metadata: { ...metadata, ...model }, tensors: [tensor] }));
    expect(result.ok && result.header.vocabulary?.tokens).toHaveLength(200_000);
  });

  it('tells other files, other versions, and shortened ones apart', async () => {
    expect(await codeOf(new TextEncoder().encode(`<!doctype html>${' '.repeat(99)}`))).toBe('no-gguf');
    expect(await codeOf(new Uint8Array(0))).toBe('no-gguf');
    expect(await codeOf(changed(4, (view, at) => view.setUint32(at, 1, true)))).toBe('unsupported');
    expect(await codeOf(changed(4, (view, at) => view.setUint32(at, 3, false)))).toBe('unsupported');
    for (const length of [30, 5000, model.length / 2, model.length - 1]) {
      expect(await codeOf(model.slice(0, length))).toBe('cut-short');
    }
  });

  it('believes no count or length', async () => {
    const huge = (view: DataView, at: number) => view.setBigUint64(at, 1n << 60n, true);
    // Tensors, entries, and the length of the first key.
    for (const at of [8, 16, 24]) expect(await codeOf(changed(at, huge))).toBe('damaged');
    const beyond = (view: DataView, at: number) => view.setBigUint64(at, 1_000_000_000n, true);
    for (const at of [8, 16, 24]) expect(await codeOf(changed(at, beyond))).toBe('cut-short');
    expect(await codeOf(changed(24, (view, at) => view.setBigUint64(at, 70_000n, true)))).toBe('damaged');
  });

  it('ends with a value whatever stands in the header', async () => {
    const random = seeded(5);
    const small = writeGguf({
      metadata: {
        list: { type: 'array', of: 'string', values: ['one', 'two'] },
        n: { type: 'u32', value: 1 },
      },
      tensors: [tensor],
    });
    const codes = new Set<string>();
    for (let round = 0; round < 3000; round += 1) {
      const at = 4 + Math.floor(random() * 150);
      const value = Math.floor(random() * 256);
      codes.add(await codeOf(changed(at, (view) => view.setUint8(at, value), small)));
    }
    expect([...codes].sort()).toEqual(['cut-short', 'damaged', 'ok', 'unsupported']);
  });
});

describe('writeGguf', () => {
  it('begins every tensor at a multiple of 32 and rounds to eight bits by blocks', () => {
    const data = Float32Array.from({ length: 32 }, (_, index) => index - 16);
    const file = writeGguf({
      metadata: {},
      tensors: [{ name: 'q', shape: [32], type: 'q8_0', data }, tensor],
    });
    const view = new DataView(file.buffer);
    // Header 24, then two entries of 8 + name + 4 + 8 or 16 + 4 + 8; rounded up.
    const start = 128;
    expect(file.length).toBe(start + 64 + 256);
    // The scale, 16 / 127, as a half.
    expect(view.getUint16(start, true)).toBe(0x3008);
    expect(view.getInt8(start + 2)).toBe(-127);
    expect(view.getInt8(start + 2 + 16)).toBe(0);
    expect(view.getInt8(start + 2 + 24)).toBe(64);
  });

  it('refuses weights that do not fill the shape, or that no block holds', () => {
    const write = (shape: number[], type: 'f32' | 'q8_0') =>
      writeGguf({ metadata: {}, tensors: [{ name: 'w', shape, type, data: new Float32Array(20) }] });
    expect(() => write([21], 'f32')).toThrow(RangeError);
    expect(() => write([20], 'q8_0')).toThrow(RangeError);
  });
});
