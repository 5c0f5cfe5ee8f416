import type { DeviceCapability } from './device-capability.ts';

/** Quantisation as web-llm's model ids spell it: four-bit weights, half or single precision for the rest. */
export type Precision = 'q4f16_1' | 'q4f32_1';

export const precisions: readonly Precision[] = ['q4f16_1', 'q4f32_1'];

/**
 * Half precision only where the adapter has it. web-llm 0.2.86 doesn't check this itself: most of its f16
 * records name no required feature, and fail late, compiling shaders.
 */
export function choosePrecision(capability: DeviceCapability): Precision {
  return capability.webgpu && capability.shaderF16 ? 'q4f16_1' : 'q4f32_1';
}
