import type { Block } from '../kernel/block.ts';
import type { WindowMap } from '../kernel/trace.ts';

/** Core memory's share of the window, and what surely fits a token (kernel/window-budget.ts). */
const coreShare = 0.12;
const charactersPerToken = 3;

type Shared = Pick<Block, 'percent'>;

/** How many characters a block may hold: as the worker checks it (kernel/block-limit.ts). */
export function blockRoom(
  { window }: Pick<WindowMap, 'window'>,
  { percent }: Shared,
  blocks: readonly Shared[],
): number {
  const core = Math.round(window * coreShare);
  if (percent !== undefined) return Math.floor((core * percent) / 100) * charactersPerToken;
  const given = blocks.reduce((sum, it) => sum + (it.percent ?? 0), 0);
  const others = blocks.filter((it) => it.percent === undefined).length;
  return Math.floor((core * Math.max(0, 100 - given)) / 100 / Math.max(1, others)) * charactersPerToken;
}
