import type { Block } from './block.ts';

/** Least share of core memory's room that a block has, in hundredths. */
export const LEAST_PERCENT = 10;

/**
 * Tokens that a block may take of core memory's room: the share that it was given, or an even part of what those
 * with a share leave.
 * @param core core memory's room in tokens
 */
export function blockLimit(
  core: number,
  { percent }: Pick<Block, 'percent'>,
  blocks: readonly Pick<Block, 'percent'>[],
): number {
  if (percent !== undefined) return Math.floor((core * percent) / 100);
  const given = givenPercent(blocks);
  const others = blocks.filter((it) => it.percent === undefined).length;
  return Math.floor((core * Math.max(0, 100 - given)) / 100 / Math.max(1, others));
}

/** Hundredths that are left for blocks to be given, when each of them is to have the least. Below 0: too much is given. */
export function percentLeft(blocks: readonly Pick<Block, 'percent'>[]): number {
  const others = blocks.filter((it) => it.percent === undefined).length;
  return 100 - givenPercent(blocks) - others * LEAST_PERCENT;
}

function givenPercent(blocks: readonly Pick<Block, 'percent'>[]): number {
  return blocks.reduce((sum, { percent = 0 }) => sum + percent, 0);
}
