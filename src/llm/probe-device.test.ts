import { describe, expect, it } from 'vitest';
import { choosePrecision } from './choose-precision.ts';
import { hasWasmSimd } from './has-wasm-simd.ts';
import { probeDevice } from './probe-device.ts';

const MiB = 2 ** 20;
const roomy = {
  maxBufferSize: 4096 * MiB,
  maxStorageBufferBindingSize: 2048 * MiB,
  maxComputeWorkgroupStorageSize: 32 * 1024,
  maxStorageBuffersPerShaderStage: 10,
};

function gpu(limits: Partial<typeof roomy> = {}, features: string[] = [], info: object = {}) {
  const adapter = {
    limits: { ...roomy, ...limits },
    features: new Set(features),
    info: { description: '', vendor: 'acme', architecture: 'one', ...info },
  };
  return { requestAdapter: () => Promise.resolve(adapter as unknown as GPUAdapter) };
}

describe('probeDevice', () => {
  it('says what to do where there is no WebGPU', async () => {
    expect(await probeDevice({})).toMatchObject({
      webgpu: false,
      reason: expect.stringMatching(/no WebGPU.*on the CPU work here/),
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
    expect(await probeDevice({ gpu: gpu() }, true)).toEqual({
      webgpu: true,
      shaderF16: false,
      maxBufferBytes: 1024 * MiB,
      adapter: 'acme one',
      graphics: 'shared',
      mobile: false,
      simd: true,
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

  it.each([
    ['discrete', { vendor: 'nvidia', architecture: 'ampere' }],
    ['discrete', { vendor: 'intel', architecture: 'xe-hpg' }],
    ['shared', { vendor: 'intel', architecture: 'gen-12lp' }],
    ['shared', { vendor: 'amd', architecture: 'rdna-3' }],
    ['software', { vendor: 'google', architecture: 'swiftshader' }],
    ['software', { vendor: 'microsoft', architecture: '', isFallbackAdapter: true }],
  ])('tells a graphics processor that is %s: %o', async (graphics, info) => {
    expect(await probeDevice({ gpu: gpu({}, [], info) })).toMatchObject({ graphics });
  });

  it.each([
    [true, { userAgentData: { mobile: true, platform: 'Android' } }],
    [true, { userAgentData: { mobile: false, platform: 'Android' } }],
    [true, { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X)' }],
    [false, { userAgentData: { mobile: false, platform: 'Windows' }, userAgent: 'Mozilla/5.0 (Windows NT)' }],
    [false, {}],
  ])('tells a phone or tablet (%s), with and without WebGPU: %o', async (mobile, navigator) => {
    expect(await probeDevice(navigator)).toMatchObject({ webgpu: false, mobile });
    expect(await probeDevice({ ...navigator, gpu: gpu() })).toMatchObject({ webgpu: true, mobile });
  });
});

it('finds vector instructions where there are some, as here', () => {
  expect(hasWasmSimd()).toBe(true);
});
