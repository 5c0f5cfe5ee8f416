import { SMALLEST_WINDOW } from '../kernel/window-budget.ts';
import { choosePrecision } from './choose-precision.ts';
import type { DeviceCapability } from './device-capability.ts';
import { deviceMemoryBytes } from './device-memory-bytes.ts';
import type { ModelRow } from './model-row.ts';

/** A window that a model can be loaded with, and the memory that it then takes. */
export interface WindowOffer {
  readonly tokens: number;
  readonly memoryBytes: number;
}

/** In tokens; the least is what main context needs (architecture, main context). */
export const windowSizes: readonly [number, ...number[]] = [SMALLEST_WINDOW, 4096, 8192, 16384, 32768];

/**
 * The window to begin with, which is also the one that a row's memory is stated at. On the CPU, reading a
 * longer prompt takes minutes (facts on wllama, section 7).
 */
const usual = { 'web-llm': 4096, wllama: 2048 } as const;

/**
 * Memory with a window of so many tokens, in bytes. The engine sets the whole KV cache aside while it loads, so
 * this is taken at once, however little is said. Single precision doubles the cache. Where the cache's size is
 * not known, the figure is that of the window the row states.
 */
export function windowMemory(row: ModelRow, tokens: number, capability: DeviceCapability): number {
  const more = tokens - usual[row.engine];
  const perToken = row.kvBytesPerToken ?? 0;
  if (row.engine === 'wllama') return row.memoryMb * 1e6 + more * perToken;
  const isHalf = isHalfPrecision(row, capability);
  const base = isHalf ? row.memoryMb.f16 : row.memoryMb.f32;
  return base * 1e6 + more * perToken * (isHalf ? 1 : 2);
}

/**
 * The windows up to the trained one that the device may hold, smallest first. The least is always among them;
 * `modelObstacle` says when even that won't do. Where the cache's size or the trained window is not known,
 * none longer than the row's own is offered: a promise about its memory could not be kept.
 */
export function windowOffers(row: ModelRow, capability: DeviceCapability): readonly WindowOffer[] {
  const room = deviceMemoryBytes(capability) ?? Number.POSITIVE_INFINITY;
  const trained = row.trainedWindow ?? usual[row.engine];
  const longest = row.kvBytesPerToken === null ? Math.min(trained, usual[row.engine]) : trained;
  return windowSizes
    .map((tokens) => ({ tokens, memoryBytes: windowMemory(row, tokens, capability) }))
    .filter(({ tokens, memoryBytes }, index) => index === 0 || (tokens <= longest && memoryBytes <= room));
}

/** The usual window, or the longest below it that the model was trained for and, if known, the device holds. */
export function usualWindow(row: ModelRow, capability?: DeviceCapability): number {
  const most = Math.min(usual[row.engine], row.trainedWindow ?? usual[row.engine]);
  const offered = capability ? windowOffers(row, capability).map(({ tokens }) => tokens) : windowSizes;
  return offered.filter((tokens) => tokens <= most).at(-1) ?? windowSizes[0];
}

/** Whether the weights that will be loaded are those in half precision; some rows come in one alone. */
function isHalfPrecision(row: ModelRow & { engine: 'web-llm' }, capability: DeviceCapability): boolean {
  if (row.needsF16) return true;
  if (row.baseUrl !== undefined) return false;
  return choosePrecision(capability) === 'q4f16_1';
}
