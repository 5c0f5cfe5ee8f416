import type { Block, BlockEdit } from './block.ts';

/** What is to become of core memory. */
export interface BlockChanges {
  readonly blocks: readonly Block[];
  readonly blockEdits: readonly BlockEdit[];
}

/** Core memory with blocks changed, added and removed, in the order of the store. */
export function withBlocks(
  blocks: readonly Block[],
  changed: readonly Block[],
  removed: readonly Pick<Block, 'label'>[],
): readonly Block[] {
  const replaced = new Set([...changed, ...removed].map(({ label }) => label));
  const kept = blocks.filter(({ label }) => !replaced.has(label));
  return [...kept, ...changed].sort((a, b) => (a.label < b.label ? -1 : 1));
}

/**
 * Whether changes start from core memory as it stands. A step of the model must find all of a block as it was when
 * the step began: one that the person locked, described anew or removed meanwhile is not put back by it.
 */
export function startsFrom(
  blocks: readonly Block[],
  { blocks: changed, blockEdits }: BlockChanges,
  isStep: boolean,
): boolean {
  const stands = new Map(blocks.map((block) => [block.label, block]));
  const hasText = blockEdits.every(({ label, before }) => (stands.get(label)?.value ?? '') === before);
  return hasText && (!isStep || changed.every((block) => isSameFrame(block, stands.get(block.label))));
}

function isSameFrame(one: Block, other: Block | undefined): boolean {
  return (
    other !== undefined &&
    one.description === other.description &&
    one.locked === other.locked &&
    one.percent === other.percent
  );
}
