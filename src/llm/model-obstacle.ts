import type { ModelRow } from './catalogue.ts';
import type { DeviceCapability } from './device-capability.ts';
import { modelTraits } from './model-traits.ts';

/** Browsers cap what they tell at this many GB, so it may mean more. */
const cappedMemoryGb = 8;
/** Without a card of its own, the graphics processor shares the RAM; more than this share won't be given. */
const shareForModel = 0.6;

/**
 * Why a model won't run on this device, for the person; `null` when it should. No browser tells how much
 * graphics memory there is, so `null` is no promise.
 */
export function modelObstacle(row: ModelRow, capability: DeviceCapability): string | null {
  if (!capability.webgpu) return capability.reason;
  const largestMb = modelTraits(row.id).largestBufferMb;
  if (largestMb * 1e6 > capability.maxBufferBytes) {
    const limitMb = Math.floor(capability.maxBufferBytes / 1e6);
    return `This model needs ${largestMb} MB in one piece; the graphics processor here gives at most ${limitMb} MB. Choose a smaller model.`;
  }
  const needsMb = capability.shaderF16 ? row.memoryMb.f16 : row.memoryMb.f32;
  const { memoryGb } = capability;
  if (memoryGb !== undefined && memoryGb < cappedMemoryGb && needsMb > memoryGb * 1000 * shareForModel) {
    return `This model needs ${needsMb} MB of memory, and the device has about ${memoryGb} GB in all. Choose a smaller model.`;
  }
  return null;
}
