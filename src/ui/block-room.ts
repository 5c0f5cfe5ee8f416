import type { WindowMap } from '../kernel/trace.ts';

/** Core memory's share of the window, and what surely fits a token (kernel/window-budget.ts). */
const coreShare = 0.12;
const charactersPerToken = 3;

/** How many characters each block may hold, when `blocks` share the room alike: as the worker checks it. */
export function blockRoom({ window }: Pick<WindowMap, 'window'>, blocks: number): number {
  return Math.floor(Math.round(window * coreShare) / Math.max(1, blocks)) * charactersPerToken;
}
