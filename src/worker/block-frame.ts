import type { Block } from '../kernel/block.ts';
import { LEAST_PERCENT, percentLeft } from '../kernel/block-limit.ts';
import type { BlockFrame } from './memory-requests.ts';

/** Most blocks, since each takes room for its name and what it is for besides its text. */
export const MOST_BLOCKS = 8;
/** Most characters of what a block is for. */
export const LONGEST_DESCRIPTION = 120;

/** The name of a new block. Throws for the person where it can't be one. */
export function newLabel(written: string, blocks: readonly Pick<Block, 'label'>[]): string {
  const label = written.trim();
  if (!/^[a-z][a-z0-9_-]{0,23}$/.test(label)) {
    throw new Error(
      'The name must be one lower-case word of at most 24 letters, digits and hyphens, such as "plans". Nothing was added.',
    );
  }
  if (blocks.some((it) => it.label === label)) {
    throw new Error(`There is a block ${label} already. Nothing was added. Choose another name.`);
  }
  if (blocks.length >= MOST_BLOCKS) {
    throw new Error(
      `There are ${MOST_BLOCKS} blocks already, as many as fit. Nothing was added. Remove one first.`,
    );
  }
  return label;
}

/** What a block is for, on one line. Throws for the person where it is empty or long. */
export function blockDescription(written: string): string {
  const description = written.replace(/\s+/g, ' ').trim();
  if (description === '') {
    throw new Error('Say what belongs in this block: the model reads it. Nothing was changed.');
  }
  if (description.length > LONGEST_DESCRIPTION) {
    throw new Error(
      `What belongs here is ${description.length} characters long and ${LONGEST_DESCRIPTION} fit. Shorten it; nothing was changed.`,
    );
  }
  return description;
}

/**
 * A block's share, as its row keeps it. Throws for the person where the other blocks would be left with too little.
 * @param others the other blocks
 */
export function blockShare(
  percent: BlockFrame['percent'],
  others: readonly Pick<Block, 'percent'>[],
): Pick<Block, 'percent'> {
  const share = percent === null ? {} : { percent };
  const isWhole = percent === null || (Number.isInteger(percent) && percent >= LEAST_PERCENT);
  if (!isWhole || percentLeft([...others, share]) < 0) {
    const most = percentLeft([...others, { percent: 0 }]);
    const advice = most >= LEAST_PERCENT ? `Give at most ${most} %` : 'Give another block less first';
    throw new Error(
      `Every block needs ${LEAST_PERCENT} % of the room at least. ${advice}. Nothing was changed.`,
    );
  }
  return share;
}
