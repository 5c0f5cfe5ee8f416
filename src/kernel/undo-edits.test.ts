import { expect, test } from 'vitest';
import type { BlockEdit } from './block.ts';
import { undoEdits } from './undo-edits.ts';

function edit(before: string, after: string): BlockEdit {
  return { id: 'e', agentId: 'a', label: 'human', at: 1, by: 'model', reason: '', runId: 'r', before, after };
}

function undo(value: string, ...blockEdits: readonly BlockEdit[]) {
  const block = { agentId: 'a', label: 'human', description: '', value, updatedAt: 1 };
  const rows = { blocks: [block], blockEdits, noteEdits: [], notes: [] };
  const { blocks, kept } = undoEdits({ ...rows, reason: 'Undone', now: 2, newId: () => 'new' });
  return { value: blocks[0]?.value ?? value, kept };
}

test('edits are taken back, the latest first', () => {
  expect(undo('A\nB', edit('', 'A'), edit('A', 'A\nB'))).toEqual({ value: '', kept: [] });
});

test('a line that was added is taken out though others came after it', () => {
  expect(
    undo('Name: Ada\nWorks for Acme\nLikes tea', edit('Name: Ada', 'Name: Ada\nWorks for Acme')),
  ).toEqual({
    value: 'Name: Ada\nLikes tea',
    kept: [],
  });
});

test('what was written over since is left, and named', () => {
  const replaced = edit('Works for Acme', 'Works for Bolt');
  expect(undo('Works for Bolt and sons', replaced)).toEqual({
    value: 'Works for Bolt and sons',
    kept: ['human'],
  });
  const added = edit('', 'Works for Acme');
  expect(undo('Worked for Acme', added)).toEqual({ value: 'Worked for Acme', kept: ['human'] });
});
