import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import type { DeviceCapability } from './device-capability.ts';
import { modelObstacle } from './model-obstacle.ts';
import { suggestModel } from './suggest-model.ts';

const laptop = {
  webgpu: true,
  shaderF16: true,
  maxBufferBytes: 2 ** 30,
  adapter: 'test',
  graphics: 'shared',
  memoryGb: 8,
} as const;
const { memoryGb: _, ...untold } = laptop;
const none = { webgpu: false, reason: 'No.', simd: true } as const;

describe('suggestModel', () => {
  it.each<[string, string | null, DeviceCapability]>([
    ['a laptop of 8 GB', 'Qwen2.5-1.5B-Instruct', laptop],
    ['a laptop of which nothing is told', 'Qwen2.5-1.5B-Instruct', untold],
    ['a graphics card', 'Qwen3-4B', { ...laptop, graphics: 'discrete' }],
    [
      'a graphics card that binds 128 MiB',
      'Qwen2.5-1.5B-Instruct',
      { ...laptop, graphics: 'discrete', maxBufferBytes: 2 ** 27 },
    ],
    [
      'a graphics card in a computer of 4 GB',
      'Qwen2.5-1.5B-Instruct',
      { ...laptop, graphics: 'discrete', memoryGb: 4 },
    ],
    ['a laptop of 2 GB', 'Llama-3.2-1B-Instruct', { ...laptop, memoryGb: 2 }],
    ['a laptop of 1 GB', 'SmolLM2-360M-Instruct', { ...laptop, memoryGb: 1 }],
    ['a phone', 'Llama-3.2-1B-Instruct', { ...laptop, mobile: true }],
    ['a browser without WebGPU', 'SmolLM2-360M-Instruct-Q8_0', none],
    [
      'a phone without WebGPU and with 1 GB',
      'SmolLM2-135M-Instruct-Q8_0',
      { ...none, mobile: true, memoryGb: 1 },
    ],
    ['a graphics processor in software', 'SmolLM2-360M-Instruct-Q8_0', { ...laptop, graphics: 'software' }],
    ['a browser that can run nothing', null, { ...none, simd: false }],
  ])('suggests for %s: %s', (_, id, capability) => {
    expect(suggestModel(catalogue, capability)?.id ?? null).toBe(id);
  });

  it('never suggests what has an obstacle, or what is not on offer', () => {
    for (const memoryGb of [0.25, 0.5, 1, 2, 4, 8, 32]) {
      for (const maxBufferBytes of [2 ** 25, 2 ** 27, 2 ** 30]) {
        const device = { ...laptop, graphics: 'discrete', memoryGb, maxBufferBytes } as const;
        const row = suggestModel(catalogue, device);
        expect(row && modelObstacle(row, device)).toBeNull();
      }
    }
    expect(suggestModel([], laptop)).toBeNull();
  });
});
