import type { BlockEdit } from '../kernel/block.ts';
import type { MemoryStore } from '../kernel/memory-store.ts';
import type { Passage } from '../kernel/passage.ts';

export interface StandingWrites {
  readonly blockEdits: readonly BlockEdit[];
  readonly notes: readonly Passage[];
}

type ReadStore = Pick<MemoryStore, 'editsFromDocument' | 'blocks' | 'passages'>;

/**
 * What stands in memory with words from a document: the edits of which a block still has some line, in the order in
 * which they were made, and the notes that still rest on it.
 */
export async function standingWrites(
  documentId: string,
  agentId: string,
  store: ReadStore,
): Promise<StandingWrites> {
  const { blockEdits, noteEdits } = await store.editsFromDocument(documentId);
  const blocks = await store.blocks(agentId);
  const values = new Map(blocks.map(({ label, value }) => [label, value]));
  const notes = await store.passages([...new Set(noteEdits.map(({ noteId }) => noteId))]);
  return {
    blockEdits: blockEdits.filter(
      (edit) => edit.agentId === agentId && !edit.undone && stands(edit, values.get(edit.label)),
    ),
    notes: notes.filter(({ sources = [] }) => sources.includes(documentId)),
  };
}

function stands({ before, after }: BlockEdit, value = ''): boolean {
  const lines = addedText(before, after).split('\n');
  return lines.some((line) => line.trim() !== '' && value.includes(line.trim()));
}

/** What stands between the beginning and the end that both texts share, in whole words. */
function addedText(before: string, after: string): string {
  const longest = Math.min(before.length, after.length);
  let start = 0;
  while (start < longest && before[start] === after[start]) start++;
  let rest = 0;
  while (rest < longest - start && before.at(-1 - rest) === after.at(-1 - rest)) rest++;
  if (start + rest === after.length) return '';
  const isWithinWord = (at: number) => /^\S\S$/.test(after.slice(at - 1, at + 1));
  let end = after.length - rest;
  while (start > 0 && isWithinWord(start)) start--;
  while (end < after.length && isWithinWord(end)) end++;
  return after.slice(start, end);
}
