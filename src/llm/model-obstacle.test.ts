import { describe, expect, it } from 'vitest';
import { catalogue, practiceRow } from './catalogue.ts';
import type { DeviceCapability } from './device-capability.ts';
import { modelObstacle } from './model-obstacle.ts';
import type { GgufRow, ModelRow, WebLlmRow } from './model-row.ts';

const roomy = { webgpu: true, shaderF16: true, maxBufferBytes: 2 ** 30, adapter: 'test' } as const;
const onGpu = catalogue.filter((row) => row.engine === 'web-llm');
const onCpu = catalogue.filter((row) => row.engine === 'wllama');
const fitting = (capability: DeviceCapability, rows: readonly ModelRow[] = onGpu) =>
  rows.filter((row) => modelObstacle(row, capability) === null).map(({ id }) => id);

const [gpuRow] = onGpu as [WebLlmRow];
const [cpuRow] = onCpu as [GgufRow];

it('lets every model through on a roomy device', () => {
  expect(fitting(roomy, catalogue)).toHaveLength(catalogue.length);
});

it('leaves models on the CPU, and the practice model, where there is no WebGPU', () => {
  const none = { webgpu: false, reason: 'No.', simd: true } as const;
  expect(modelObstacle(gpuRow, none)).toBe('No.');
  expect(fitting(none, [...catalogue, practiceRow])).toEqual([...onCpu.map(({ id }) => id), 'practice']);
});

describe('on the graphics processor', () => {
  it('leaves models whose embedding fits where it binds 128 MiB at most', () => {
    expect(fitting({ ...roomy, maxBufferBytes: 2 ** 27 })).toEqual([
      'SmolLM2-360M-Instruct',
      'Qwen2.5-0.5B-Instruct',
      'Llama-3.2-1B-Instruct',
      'Qwen2.5-1.5B-Instruct',
    ]);
  });

  it('leaves models whose least window fits, and takes 8 GB for “8 or more”', () => {
    expect(fitting({ ...roomy, memoryGb: 2 })).toEqual([
      'SmolLM2-360M-Instruct',
      'Qwen2.5-0.5B-Instruct',
      'Llama-3.2-1B-Instruct',
    ]);
    expect(fitting({ ...roomy, memoryGb: 8 })).toHaveLength(onGpu.length);
  });

  it('leaves models of about 1 GB on a phone or tablet, however much it has', () => {
    expect(fitting({ ...roomy, memoryGb: 8, mobile: true })).toEqual([
      'SmolLM2-360M-Instruct',
      'Qwen2.5-0.5B-Instruct',
      'Llama-3.2-1B-Instruct',
    ]);
    const row = onGpu.find(({ id }) => id === 'Qwen3-4B');
    expect(row && modelObstacle(row, { ...roomy, mobile: true })).toMatch(/phone or tablet.*1,000 MB/);
  });

  it('reckons with single precision where there is no half', () => {
    const row = onGpu.find(({ id }) => id === 'Llama-3.2-3B-Instruct');
    const device = { ...roomy, memoryGb: 4 };
    expect(row && modelObstacle(row, device)).toBeNull();
    // 2,952 MB at 4,096 tokens, less 2,048 of 224 KiB.
    expect(row && modelObstacle(row, { ...device, shaderF16: false })).toContain('2,482 MB');
  });

  it('refuses a model that comes in half precision alone where there is none', () => {
    const row = { ...gpuRow, needsF16: true };
    expect(modelObstacle(row, roomy)).toBeNull();
    expect(modelObstacle(row, { ...roomy, shaderF16: false })).toContain('half precision');
  });
});

describe('on the CPU', () => {
  it('needs no graphics processor, and vector instructions', () => {
    expect(modelObstacle(cpuRow, { ...roomy, simd: false })).toContain('vector instructions');
    expect(modelObstacle(gpuRow, { ...roomy, simd: false })).toBeNull();
  });

  it('needs memory, of the device and of WebAssembly', () => {
    expect(modelObstacle({ ...cpuRow, memoryMb: 1300 }, { ...roomy, memoryGb: 2 })).toContain('1,300 MB');
    expect(modelObstacle({ ...cpuRow, memoryMb: 4500 }, roomy)).toContain('at most 4,295 MB');
  });
});

it('refuses a model that was trained for less than main context needs', () => {
  expect(modelObstacle({ ...cpuRow, trainedWindow: 512 }, roomy)).toMatch(/512 tokens.*2,048 at least/);
});
