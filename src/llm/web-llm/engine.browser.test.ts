import { MLCEngine } from '@mlc-ai/web-llm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { choosePrecision } from '../choose-precision.ts';
import { toLoadFailure } from '../load-failure.ts';
import { probeDevice } from '../probe-device.ts';
import { engineContract } from './engine.contract.ts';
import { deviceLoss } from './engine-loss.ts';
import { createRealEngine } from './real-engine.fixture.ts';

engineContract('web-llm’s engine in a browser', createRealEngine);

describe('without a usable graphics processor', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  function stubGpu(gpu: unknown): void {
    vi.stubGlobal(
      'navigator',
      new Proxy(navigator, { get: (_, name) => (name === 'gpu' ? gpu : undefined) }),
    );
  }

  it('web-llm throws its own error, which becomes a message for the person; the probe says so before', async () => {
    stubGpu(undefined);
    const thrown: unknown = await new MLCEngine({ logLevel: 'SILENT' }).getGPUVendor().catch((it) => it);
    expect(thrown).toMatchObject({ name: 'WebGPUNotAvailableError' });
    expect(toLoadFailure(thrown).code).toBe('device');
    expect(await probeDevice(navigator)).toMatchObject({
      webgpu: false,
      reason: expect.stringContaining('WebGPU'),
    });
  });

  it('web-llm throws a plain error where no adapter is found', async () => {
    stubGpu({ requestAdapter: () => Promise.resolve(null) });
    const thrown: unknown = await new MLCEngine({ logLevel: 'SILENT' }).getGPUVendor().catch((it) => it);
    expect(thrown).toMatchObject({ name: 'Error', message: expect.stringContaining('compatible GPU') });
    expect(toLoadFailure(thrown).code).toBe('device');
    expect(await probeDevice(navigator)).toMatchObject({ webgpu: false });
  });
});

describe('with the graphics processor of this browser', () => {
  it('a device that the engine destroys, as it does when a buffer can’t be made, means memory', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const device = await adapter?.requestDevice();
    if (!device) return;
    device.destroy();
    expect(deviceLoss(await device.lost)).toMatchObject({ kind: 'memory' });
  });

  it('the probe agrees with what web-llm gets, and f16 alone decides on the precision', async () => {
    const capability = await probeDevice(navigator);
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    expect(capability).toMatchObject({ webgpu: adapter !== null });
    if (!capability.webgpu) return;
    const engine = new MLCEngine({ logLevel: 'SILENT' });
    expect(await engine.getMaxStorageBufferBindingSize()).toBe(capability.maxBufferBytes);
    expect(capability.shaderF16).toBe(adapter?.features.has('shader-f16'));
    expect(choosePrecision(capability)).toBe(capability.shaderF16 ? 'q4f16_1' : 'q4f32_1');
  });
});
