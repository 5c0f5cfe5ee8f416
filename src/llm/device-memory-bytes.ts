import type { DeviceCapability } from './device-capability.ts';

/** Browsers cap what they tell, most of them at this many GB, so it may mean more. */
const cappedMemoryGb = 8;
/** Without a card of its own, the graphics processor shares the RAM; more than this share won't be given. */
const shareForModel = 0.6;
/** Phones end a page that takes more, whatever RAM they have (facts on web-llm, section 7). */
const mobileBytes = 1e9;

/**
 * What a model may take of the device's memory, in bytes; `null` where no limit is known. No browser tells how
 * much graphics memory there is.
 */
export function deviceMemoryBytes({ memoryGb, mobile }: DeviceCapability): number | null {
  const isTold = memoryGb !== undefined && memoryGb < cappedMemoryGb;
  const shared = isTold ? memoryGb * 1e9 * shareForModel : null;
  if (mobile) return Math.min(mobileBytes, shared ?? mobileBytes);
  return shared;
}
