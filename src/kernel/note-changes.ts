import type { Commit } from './memory-store.ts';
import type { NoteEdit } from './note-edit.ts';

/** The rows that note edits leave behind. */
export function noteChanges(
  noteEdits: readonly NoteEdit[],
): Required<Pick<Commit, 'notes' | 'removedNotes' | 'noteEdits'>> {
  return {
    noteEdits,
    notes: noteEdits.flatMap(({ after }) => after ?? []),
    removedNotes: noteEdits.flatMap(({ noteId, after }) => (after === null ? [noteId] : [])),
  };
}
