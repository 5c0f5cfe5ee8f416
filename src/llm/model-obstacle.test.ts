import { expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { modelObstacle } from './model-obstacle.ts';

const roomy = { webgpu: true, shaderF16: true, maxBufferBytes: 2 ** 30, adapter: 'test' } as const;
const fitting = (capability: Parameters<typeof modelObstacle>[1]) =>
  catalogue.filter((row) => modelObstacle(row, capability) === null).map(({ id }) => id);

it('lets every model through on a roomy device, and none without WebGPU', () => {
  expect(fitting(roomy)).toHaveLength(catalogue.length);
  const [row] = catalogue;
  expect(row && modelObstacle(row, { webgpu: false, reason: 'No.' })).toBe('No.');
});

it('leaves models whose embedding fits where the graphics processor binds 128 MiB at most', () => {
  expect(fitting({ ...roomy, maxBufferBytes: 2 ** 27 })).toEqual([
    'Qwen2.5-0.5B-Instruct',
    'Llama-3.2-1B-Instruct',
    'Qwen2.5-1.5B-Instruct',
  ]);
});

it('leaves small models on a device of 2 GB, and takes 8 GB for “8 or more”', () => {
  expect(fitting({ ...roomy, memoryGb: 2 })).toEqual(['Qwen2.5-0.5B-Instruct', 'Llama-3.2-1B-Instruct']);
  expect(fitting({ ...roomy, memoryGb: 8 })).toHaveLength(catalogue.length);
});

it('reckons with single precision where there is no half', () => {
  const row = catalogue.find(({ id }) => id === 'Qwen3-1.7B');
  const device = { ...roomy, memoryGb: 4 };
  expect(row && modelObstacle(row, device)).toBeNull();
  expect(row && modelObstacle(row, { ...device, shaderF16: false })).toContain('2635 MB');
});
