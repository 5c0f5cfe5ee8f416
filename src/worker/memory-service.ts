import type { Agent } from '../kernel/agent.ts';
import type { Clock } from '../kernel/clock.ts';
import { noteTags } from '../kernel/note-tags.ts';
import type { Passage } from '../kernel/passage.ts';
import type { AppRequests } from './app-protocol.ts';

type Params<Name extends keyof AppRequests> = AppRequests[Name]['params'];
type Result<Name extends keyof AppRequests> = Promise<AppRequests[Name]['result']>;

/** Most characters in a note that the person writes: what is longer is a document, and is read in pieces. */
export const LONGEST_NOTE = 10_000;

export interface MemoryServiceDependencies {
  readonly agent: Pick<Agent, 'changeNote'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What the person does in the memory panel with their own hands. */
export class MemoryService {
  readonly #deps: MemoryServiceDependencies;

  constructor(deps: MemoryServiceDependencies) {
    this.#deps = deps;
  }

  async addNote({ text }: Params<'addNote'>): Result<'addNote'> {
    const { agent, newId, clock } = this.#deps;
    const note: Passage = {
      id: newId(),
      documentId: null,
      ...wording(text),
      ordinal: 0,
      page: null,
      headingPath: [],
      start: 0,
      createdAt: clock.now(),
      runId: null,
      tags: [],
    };
    await agent.changeNote(note.id, () => note);
    return note;
  }

  async editNote({ id, text, tags }: Params<'editNote'>): Result<'editNote'> {
    const { after } = await this.#deps.agent.changeNote(id, (before) => ({
      ...standing(before),
      // Whose words they are changes with the words, and not with what they are filed under.
      ...(text !== undefined && { ...wording(text), runId: null }),
      ...(tags && { tags: noteTags(tags) }),
    }));
    return standing(after);
  }

  async removeNote({ id }: Params<'removeNote'>): Result<'removeNote'> {
    const edit = await this.#deps.agent.changeNote(id, (before) => {
      standing(before);
      return null;
    });
    return { editId: edit.id };
  }
}

/** The note itself; throws for the person where there is none, or where it is a document's passage. */
function standing(note: Passage | null): Passage {
  if (note === null || note.documentId !== null) {
    throw new Error('This note is no longer there. It was removed meanwhile; nothing was changed.');
  }
  return note;
}

function wording(written: string): Pick<Passage, 'text' | 'end'> {
  const text = written.trim();
  if (text === '') throw new Error('The note is empty. Write something first; nothing was changed.');
  if (text.length > LONGEST_NOTE) {
    throw new Error(
      `This is ${text.length} characters long and a note holds ${LONGEST_NOTE}. Nothing was changed. Shorten it, or add it as a document.`,
    );
  }
  return { text, end: text.length };
}
