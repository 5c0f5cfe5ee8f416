import type { Block, BlockEdit } from './block.ts';
import type { NoteEdit } from './note-edit.ts';
import type { Passage } from './passage.ts';

/** What undoing leaves behind, to be committed at once, and what could not be undone. */
export interface Undone {
  /** Blocks as they stand afterwards; only those that changed. */
  readonly blocks: readonly Block[];
  readonly blockEdits: readonly BlockEdit[];
  readonly notes: readonly Passage[];
  readonly removedNotes: readonly string[];
  /** The edits that were taken back, by id. */
  readonly undoneEdits: readonly string[];
  /** Labels of blocks that were changed again since, and `note` for notes that were: that is the later word. */
  readonly kept: readonly string[];
}

export interface UndoRequest {
  readonly blocks: readonly Block[];
  /** In the order in which they were made; those that were taken back before left out. */
  readonly blockEdits: readonly BlockEdit[];
  readonly noteEdits: readonly NoteEdit[];
  /** The notes that the edits are about, as they stand now. */
  readonly notes: readonly Passage[];
  /** For the history: why it was undone. */
  readonly reason: string;
  readonly now: number;
  readonly newId: () => string;
}

/**
 * Takes back memory edits as a group, the latest first. An edit is taken back while the block reads as the edit
 * left it, or while the lines that it added stand there as they were; undoing is an edit of its own, so nothing
 * leaves the history.
 */
export function undoEdits(request: UndoRequest): Undone {
  const values = new Map(request.blocks.map((block) => [block.label, block.value]));
  const kept = new Set<string>();
  const undoneEdits: string[] = [];
  for (const edit of request.blockEdits.toReversed()) {
    const value = kept.has(edit.label) ? null : takeBack(values.get(edit.label), edit);
    if (value === null) kept.add(edit.label);
    else {
      values.set(edit.label, value);
      undoneEdits.push(edit.id);
    }
  }
  const changed = request.blocks.filter((block) => values.get(block.label) !== block.value);
  const current = new Map(request.notes.map((note) => [note.id, note]));
  const restored = new Map<string, Passage | null>();
  for (const { id, noteId, before, after } of request.noteEdits.toReversed()) {
    const stands = restored.has(noteId) ? restored.get(noteId) : current.get(noteId);
    if (stands?.text === after?.text) {
      // Its tags are the person's, and no edit's to take back.
      restored.set(noteId, before && stands?.tags ? { ...before, tags: stands.tags } : before);
      undoneEdits.push(id);
    } else kept.add('note');
  }
  return {
    kept: [...kept],
    undoneEdits,
    blocks: changed.map((block) => ({
      ...block,
      value: values.get(block.label) ?? block.value,
      updatedAt: request.now,
    })),
    blockEdits: changed.map((block) => ({
      id: request.newId(),
      agentId: block.agentId,
      label: block.label,
      at: request.now,
      by: 'person',
      reason: request.reason,
      runId: null,
      before: block.value,
      after: values.get(block.label) ?? block.value,
    })),
    notes: [...restored.values()].filter((note) => note !== null),
    removedNotes: [...restored].flatMap(([id, note]) => (note === null ? [id] : [])),
  };
}

/** A block's text without the edit; `null` when something else was written over it since. */
function takeBack(value: string | undefined, { before, after }: BlockEdit): string | null {
  if (value === undefined) return null;
  if (value === after) return before;
  const added = before === '' ? after : after.startsWith(`${before}\n`) ? after.slice(before.length + 1) : '';
  if (added === '') return null;
  const lines = value.split('\n');
  const wanted = added.split('\n');
  const at = lines.findIndex((_, index) => wanted.every((line, offset) => lines[index + offset] === line));
  return at < 0 ? null : lines.toSpliced(at, wanted.length).join('\n');
}
