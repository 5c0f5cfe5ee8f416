import type { ModelOffers } from '../worker/app-protocol.ts';

/** Whether models have a graphics processor here; one that the CPU plays is none. */
export function runsOnGraphics(capability: ModelOffers['capability']): boolean {
  return capability.webgpu && capability.graphics !== 'software';
}
