import { describe, expect, it } from 'vitest';
import { catalogue, practiceRow } from './catalogue.ts';
import type { DeviceCapability } from './device-capability.ts';
import type { GgufRow, ModelRow, WebLlmRow } from './model-row.ts';
import { usualWindow, windowMemory, windowOffers } from './window-memory.ts';

const roomy = { webgpu: true, shaderF16: true, maxBufferBytes: 2 ** 30, adapter: 'test' } as const;

function find(id: string): ModelRow {
  const row = catalogue.find((it) => it.id === id);
  if (!row) throw new Error(`There is no ${id}.`);
  return row;
}

const llama8B = find('Llama-3.1-8B-Instruct') as WebLlmRow;
const qwen = find('Qwen2.5-1.5B-Instruct') as WebLlmRow;
const onCpu = find('SmolLM2-360M-Instruct-Q8_0') as GgufRow;
const tokensOf = (row: ModelRow, capability: DeviceCapability) =>
  windowOffers(row, capability).map(({ tokens }) => tokens);

describe('windowMemory', () => {
  it('gives the row’s own figure at the window that it states', () => {
    expect(windowMemory(qwen, 4096, roomy)).toBe(1630e6);
    expect(windowMemory(qwen, 4096, { ...roomy, shaderF16: false })).toBe(1889e6);
    expect(windowMemory(onCpu, 2048, roomy)).toBe(620e6);
  });

  it('agrees with web-llm’s own records of one model at 1,024 and at 4,096 tokens', () => {
    expect(windowMemory(llama8B, 1024, roomy) / 1e6).toBeCloseTo(4598.34, 0);
    expect(windowMemory(llama8B, 1024, { ...roomy, shaderF16: false }) / 1e6).toBeCloseTo(5295.7, 0);
  });

  it('doubles the cache in single precision, whether the device or the weights want it', () => {
    const single = { ...roomy, shaderF16: false };
    const more = (row: WebLlmRow, capability: DeviceCapability) =>
      windowMemory(row, 8192, capability) - windowMemory(row, 4096, capability);
    expect(more(qwen, roomy)).toBe(28 * 1024 * 4096);
    expect(more(qwen, single)).toBe(2 * 28 * 1024 * 4096);
    expect(more({ ...qwen, baseUrl: 'https://own.invalid/' }, roomy)).toBe(2 * 28 * 1024 * 4096);
    expect(more({ ...qwen, baseUrl: 'https://own.invalid/', needsF16: true }, roomy)).toBe(28 * 1024 * 4096);
  });
});

describe('windowOffers', () => {
  it('goes up to the trained window, smallest first', () => {
    expect(tokensOf(qwen, roomy)).toEqual([2048, 4096, 8192, 16384, 32768]);
    expect(tokensOf(onCpu, roomy)).toEqual([2048, 4096, 8192]);
    expect(tokensOf(practiceRow, roomy)).toEqual([2048]);
  });

  it('leaves out what the device can’t hold, but for the least', () => {
    expect(tokensOf(qwen, { ...roomy, memoryGb: 4 })).toEqual([2048, 4096, 8192, 16384]);
    expect(tokensOf(find('Qwen3-1.7B'), { ...roomy, memoryGb: 4 })).toEqual([2048, 4096]);
    expect(tokensOf(llama8B, { ...roomy, memoryGb: 2 })).toEqual([2048]);
    expect(tokensOf(find('Llama-3.2-1B-Instruct'), { ...roomy, memoryGb: 8, mobile: true })).toEqual([
      2048, 4096,
    ]);
  });

  it('promises nothing longer where the cache or the trained window is not known', () => {
    expect(tokensOf({ ...qwen, kvBytesPerToken: null }, roomy)).toEqual([2048, 4096]);
    expect(tokensOf({ ...qwen, trainedWindow: null }, roomy)).toEqual([2048, 4096]);
    expect(tokensOf({ ...onCpu, trainedWindow: null, kvBytesPerToken: null }, roomy)).toEqual([2048]);
  });
});

describe('usualWindow', () => {
  it('is 4,096 on the graphics processor and 2,048 on the CPU, or what the device holds', () => {
    expect(usualWindow(qwen, roomy)).toBe(4096);
    expect(usualWindow(onCpu, roomy)).toBe(2048);
    expect(usualWindow(qwen)).toBe(4096);
    expect(usualWindow({ ...qwen, trainedWindow: 2048 })).toBe(2048);
    expect(usualWindow(find('Qwen3-1.7B'), { ...roomy, memoryGb: 4, shaderF16: false })).toBe(2048);
  });
});
