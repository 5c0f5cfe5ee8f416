import { cpuEngineBytes } from './cpu-engine-bytes.ts';
import type { DeviceCapability } from './device-capability.ts';
import { deviceMemoryBytes } from './device-memory-bytes.ts';
import type { ModelRow, WebLlmRow } from './model-row.ts';
import { windowMemory, windowSizes } from './window-memory.ts';

/**
 * Why a model won't run on this device, for the person; `null` when it should. Asked before anything is
 * downloaded: web-llm itself finds out after configuration and library are here, or while it compiles shaders.
 * No browser tells how much graphics memory there is, so `null` is no promise.
 */
export function modelObstacle(row: ModelRow, capability: DeviceCapability): string | null {
  const [leastWindow] = windowSizes;
  if (row.trainedWindow !== null && row.trainedWindow < leastWindow) {
    return `This model was trained to read ${count(row.trainedWindow)} tokens at a time; memory management needs ${count(leastWindow)} at least. Choose another model.`;
  }
  const engine = row.engine === 'web-llm' ? graphicsObstacle(row, capability) : cpuObstacle(row, capability);
  return engine ?? memoryObstacle(windowMemory(row, leastWindow, capability), capability);
}

function graphicsObstacle(row: WebLlmRow, capability: DeviceCapability): string | null {
  if (!capability.webgpu) return capability.reason;
  if (row.needsF16 && !capability.shaderF16) {
    return 'This model computes in half precision, which the graphics processor here can’t. Choose a model without that need.';
  }
  if (row.largestBufferMb * 1e6 <= capability.maxBufferBytes) return null;
  const limitMb = Math.floor(capability.maxBufferBytes / 1e6);
  return `This model needs ${count(row.largestBufferMb)} MB in one piece; the graphics processor here gives at most ${count(limitMb)} MB. Choose a smaller model.`;
}

function cpuObstacle(row: ModelRow, capability: DeviceCapability): string | null {
  if (capability.simd === false) {
    return 'This browser’s WebAssembly has no vector instructions, which models on the CPU need. Update the browser; search works without a model.';
  }
  const needs = windowMemory(row, windowSizes[0], capability);
  if (needs <= cpuEngineBytes) return null;
  return `This model needs ${megabytes(needs)} of memory, and on the CPU a browser gives at most ${megabytes(cpuEngineBytes)}. Choose a smaller model.`;
}

function memoryObstacle(needs: number, capability: DeviceCapability): string | null {
  const room = deviceMemoryBytes(capability);
  if (room === null || needs <= room) return null;
  const start = `This model needs ${megabytes(needs)} of memory`;
  return capability.mobile
    ? `${start}, and a phone or tablet gives a page about ${megabytes(room)}. Choose a smaller model.`
    : `${start}, and the device has about ${capability.memoryGb} GB in all. Choose a smaller model.`;
}

function megabytes(bytes: number): string {
  return `${count(Math.round(bytes / 1e6))} MB`;
}

function count(value: number): string {
  return value.toLocaleString('en-GB');
}
