import type { DeviceCapability } from './device-capability.ts';
import { hasWasmSimd } from './has-wasm-simd.ts';

const MiB = 2 ** 20;

/** The part of `Navigator` and `WorkerNavigator` that is asked. */
export interface DeviceNavigator {
  readonly gpu?: Pick<GPU, 'requestAdapter'> | undefined;
  readonly deviceMemory?: number;
  /** Chromium's; others tell by `userAgent` alone. */
  readonly userAgentData?: { readonly mobile?: boolean; readonly platform?: string } | undefined;
  readonly userAgent?: string;
}

/**
 * Asks WebGPU what there is, without creating a device. The limits are those that web-llm 0.2.86 insists on
 * (lib/index.js, `detectGPUDevice`); an adapter below them is no use to any model that runs on it.
 */
export async function probeDevice(
  navigator: DeviceNavigator,
  simd = hasWasmSimd(),
): Promise<DeviceCapability> {
  const { deviceMemory } = navigator;
  const facts = {
    mobile: isMobile(navigator),
    simd,
    ...(deviceMemory === undefined ? {} : { memoryGb: deviceMemory }),
  };
  if (!navigator.gpu) return { ...facts, webgpu: false, reason: withoutWebGpu };
  const adapter = await navigator.gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null);
  if (!adapter) return { ...facts, webgpu: false, reason: withoutAdapter };
  if (isTooSmall(adapter.limits)) return { ...facts, webgpu: false, reason: limitsTooSmall };
  return {
    ...facts,
    webgpu: true,
    shaderF16: adapter.features.has('shader-f16'),
    maxBufferBytes: maxBufferBytes(adapter.limits),
    adapter: describe(adapter.info),
    graphics: graphicsOf(adapter.info),
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

/**
 * As far as WebGPU's maker and architecture tell. AMD names its cards and the graphics inside its processors
 * alike, so they count as shared.
 */
function graphicsOf(info: GPUAdapterInfo): 'discrete' | 'shared' | 'software' {
  if (info.isFallbackAdapter || /swiftshader/i.test(info.architecture)) return 'software';
  const isCard = info.vendor === 'nvidia' || /^xe2?-hpg/.test(info.architecture);
  return isCard ? 'discrete' : 'shared';
}

/** An iPad that asks for desktop pages says that it is a Mac, and is taken for one. */
function isMobile({ userAgentData, userAgent = '' }: DeviceNavigator): boolean {
  if (userAgentData?.mobile || userAgentData?.platform === 'Android') return true;
  return /Android|iPhone|iPad|iPod/.test(userAgent);
}

const withoutWebGpu =
  'This browser has no WebGPU, which this model needs. Recent Chrome, Edge and Safari have it; a page that is ' +
  'not served over https or from this device never does. Models that run on the CPU work here, and so does ' +
  'search.';

const withoutAdapter =
  'The browser found no graphics processor that it would use. Switch on hardware acceleration in its ' +
  'settings, or update the graphics driver. Models that run on the CPU work here, and so does search.';

const limitsTooSmall =
  'The graphics processor here allows too little memory per computation for this model. Updating browser and ' +
  'graphics driver may help. Models that run on the CPU work here, and so does search.';
