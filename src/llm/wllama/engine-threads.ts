/** Below so many weights, handing work to a second thread takes longer than the work (facts/wllama.md, section 2). */
const tinyWeights = 5e6;
/** More share one memory bus. */
const mostThreads = 8;

/** Half of what the device has, where threads are allowed at all: the other half runs the page and the search. */
export function engineThreads(weights: number, hardware = globalThis): number {
  if (!hardware.crossOriginIsolated || weights < tinyWeights) return 1;
  return Math.min(mostThreads, Math.max(1, Math.floor(hardware.navigator.hardwareConcurrency / 2)));
}
