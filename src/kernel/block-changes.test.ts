import { expect, test } from 'vitest';
import type { Block, BlockEdit } from './block.ts';
import { startsFrom, withBlocks } from './block-changes.ts';

function block(label: string, values: Partial<Block> = {}): Block {
  return { agentId: 'a', label, description: 'what', value: 'Ada', updatedAt: 1, ...values };
}

function edit(label: string, before: string): BlockEdit {
  return {
    ...{ id: 'e', agentId: 'a', label, at: 1, by: 'model', reason: '', runId: 'r' },
    before,
    after: 'x',
  };
}

const change = { blocks: [block('human', { value: 'x' })], blockEdits: [edit('human', 'Ada')] };

test.each([
  ['as it was', block('human'), true, true],
  ['with other text', block('human', { value: 'Bo' }), false, false],
  ['locked meanwhile', block('human', { locked: true }), false, true],
  ['described anew', block('human', { description: 'who' }), false, true],
  ['with another share', block('human', { percent: 25 }), false, true],
  ['gone', block('persona'), false, false],
])('a step over a block %s', (_, stands, isStored, isStoredForThePerson) => {
  expect(startsFrom([stands], change, true)).toBe(isStored);
  expect(startsFrom([stands], change, false)).toBe(isStoredForThePerson);
});

test('a step brings no empty block back that was removed', () => {
  const empty = { blocks: [block('plans', { value: 'x' })], blockEdits: [edit('plans', '')] };
  expect(startsFrom([], empty, true)).toBe(false);
  expect(startsFrom([], empty, false)).toBe(true);
});

test('blocks are changed, added and removed in the order of their labels', () => {
  const [human, persona, plans] = [block('human'), block('persona'), block('plans')];
  const changed = block('persona', { value: 'Bo' });
  expect(withBlocks([human, persona], [plans, changed], [human])).toEqual([changed, plans]);
  expect(withBlocks([human, persona], [], [])).toEqual([human, persona]);
});
