import type { Commit, MemoryStore } from './memory-store.ts';
import type { NoteEdit } from './note-edit.ts';
import type { Passage } from './passage.ts';

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

/** Whether notes stand as they did when a step set out to change them: the person may have revised one meanwhile. */
export async function startFromNotes(
  noteEdits: readonly NoteEdit[],
  store: Pick<MemoryStore, 'passages'>,
): Promise<boolean> {
  const changes = noteEdits.filter(({ before }) => before !== null);
  if (changes.length === 0) return true;
  const notes = await store.passages(changes.map(({ noteId }) => noteId));
  return changes.every(({ noteId, before }) => {
    const stands = notes.find(({ id }) => id === noteId);
    return stands !== undefined && wordsOf(stands) === wordsOf(before);
  });
}

function wordsOf(note: Passage | null): string {
  return JSON.stringify([note?.text, note?.tags ?? []]);
}
