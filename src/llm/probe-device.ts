import type { DeviceCapability } from './device-capability.ts';

const MiB = 2 ** 20;

/** The part of `Navigator` and `WorkerNavigator` that is asked. */
export interface DeviceNavigator {
  readonly gpu?: Pick<GPU, 'requestAdapter'> | undefined;
  readonly deviceMemory?: number;
}

/**
 * Asks WebGPU what there is, without creating a device. The limits are those that web-llm 0.2.86 insists on
 * (lib/index.js, `detectGPUDevice`); an adapter below them is no use to any model of the catalogue.
 */
export async function probeDevice(navigator: DeviceNavigator): Promise<DeviceCapability> {
  if (!navigator.gpu) return { webgpu: false, reason: withoutWebGpu };
  const adapter = await navigator.gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null);
  if (!adapter) return { webgpu: false, reason: withoutAdapter };
  if (isTooSmall(adapter.limits)) return { webgpu: false, reason: limitsTooSmall };
  const { deviceMemory } = navigator;
  return {
    webgpu: true,
    shaderF16: adapter.features.has('shader-f16'),
    maxBufferBytes: maxBufferBytes(adapter.limits),
    adapter: describe(adapter.info),
    ...(deviceMemory === undefined ? {} : { memoryGb: deviceMemory }),
  };
}

/** web-llm asks for 1 GiB or else falls back to the platform's minimum; nothing in between. */
function maxBufferBytes(limits: GPUSupportedLimits): number {
  const buffer = limits.maxBufferSize >= 1024 * MiB ? 1024 * MiB : 256 * MiB;
  const binding = limits.maxStorageBufferBindingSize >= 1024 * MiB ? 1024 * MiB : 128 * MiB;
  return Math.min(buffer, binding);
}

function isTooSmall(limits: GPUSupportedLimits): boolean {
  return (
    limits.maxBufferSize < 256 * MiB ||
    limits.maxStorageBufferBindingSize < 128 * MiB ||
    limits.maxComputeWorkgroupStorageSize < 32 * 1024 ||
    limits.maxStorageBuffersPerShaderStage < 10
  );
}

function describe(info: GPUAdapterInfo): string {
  return info.description || [info.vendor, info.architecture].filter(Boolean).join(' ') || 'WebGPU';
}

const withoutWebGpu =
  'This browser has no WebGPU, which language models need. Recent Chrome, Edge and Safari have it; ' +
  'a page that is not served over https or from this device never does. Search works without a model.';

const withoutAdapter =
  'The browser found no graphics processor that it would use. Switch on hardware acceleration in its ' +
  'settings, or update the graphics driver. Search works without a model.';

const limitsTooSmall =
  'The graphics processor here allows too little memory per computation for any of the models. Updating ' +
  'browser and graphics driver may help. Search works without a model.';
