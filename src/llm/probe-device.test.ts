import { describe, expect, it } from 'vitest';
import { choosePrecision } from './choose-precision.ts';
import { probeDevice } from './probe-device.ts';

const MiB = 2 ** 20;
const roomy = {
  maxBufferSize: 4096 * MiB,
  maxStorageBufferBindingSize: 2048 * MiB,
  maxComputeWorkgroupStorageSize: 32 * 1024,
  maxStorageBuffersPerShaderStage: 10,
};

function gpu(limits: Partial<typeof roomy> = {}, features: string[] = []) {
  const adapter = {
    limits: { ...roomy, ...limits },
    features: new Set(features),
    info: { description: '', vendor: 'acme', architecture: 'one' },
  };
  return { requestAdapter: () => Promise.resolve(adapter as unknown as GPUAdapter) };
}

describe('probeDevice', () => {
  it('says what to do where there is no WebGPU', async () => {
    expect(await probeDevice({})).toMatchObject({
      webgpu: false,
      reason: expect.stringContaining('no WebGPU'),
    });
  });

  it.each([
    ['there is no adapter', () => Promise.resolve(null)],
    ['asking for one fails', () => Promise.reject(new Error('crashed'))],
  ])('says what to do when %s', async (_, requestAdapter) => {
    const capability = await probeDevice({ gpu: { requestAdapter } });
    expect(capability).toMatchObject({
      webgpu: false,
      reason: expect.stringContaining('hardware acceleration'),
    });
  });

  it.each([
    { maxBufferSize: 128 * MiB },
    { maxStorageBufferBindingSize: 64 * MiB },
    { maxComputeWorkgroupStorageSize: 16 * 1024 },
    { maxStorageBuffersPerShaderStage: 8 },
  ])('refuses an adapter that web-llm would refuse: %o', async (limits) => {
    expect(await probeDevice({ gpu: gpu(limits) })).toMatchObject({ webgpu: false });
  });

  it('tells the buffer that web-llm would ask for, which is the least where 1 GiB is not to be had', async () => {
    expect(await probeDevice({ gpu: gpu() })).toEqual({
      webgpu: true,
      shaderF16: false,
      maxBufferBytes: 1024 * MiB,
      adapter: 'acme one',
    });
    expect(await probeDevice({ gpu: gpu({ maxStorageBufferBindingSize: 512 * MiB }) })).toMatchObject({
      maxBufferBytes: 128 * MiB,
    });
  });

  it('tells f16 and memory where they are told, and half precision follows from f16 alone', async () => {
    const capability = await probeDevice({ gpu: gpu({}, ['shader-f16']), deviceMemory: 4 });
    expect(capability).toMatchObject({ shaderF16: true, memoryGb: 4 });
    expect(choosePrecision(capability)).toBe('q4f16_1');
    expect(choosePrecision(await probeDevice({ gpu: gpu() }))).toBe('q4f32_1');
  });
});
