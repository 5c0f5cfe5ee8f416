import type { Block } from '../kernel/block.ts';
import type { AppState } from './app-state.ts';

/** With a block of core memory as it stands now. */
export function withBlock(state: AppState, block: Block): AppState {
  const { blocks } = state;
  const known = blocks.some((it) => it.label === block.label);
  return {
    ...state,
    blocks: known
      ? blocks.map((it) => (it.label === block.label ? block : it))
      : [...blocks, block].sort((a, b) => (a.label < b.label ? -1 : 1)),
  };
}

/** Without a block that was removed. */
export function withoutBlock(state: AppState, label: string): AppState {
  return { ...state, blocks: state.blocks.filter((it) => it.label !== label) };
}
