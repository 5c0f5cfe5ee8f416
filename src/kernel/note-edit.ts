import type { Passage } from './passage.ts';

/** History of the agent's notes: one row for each note added, revised or removed. */
export interface NoteEdit {
  readonly id: string;
  readonly noteId: string;
  readonly at: number;
  /** The run that made it, so that its edits can be undone as a group. */
  readonly runId: string | null;
  /** `null` where the note was added. */
  readonly before: Passage | null;
  /** `null` where it was removed. */
  readonly after: Passage | null;
  /** Documents that the words come from, by id; absent where they come from none. */
  readonly sources?: readonly string[];
  /** It was taken back. */
  readonly undone?: true;
}
