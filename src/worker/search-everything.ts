import type { MemorySearch, MessageHit, PassageHit } from '../kernel/memory-search.ts';
import type { TextRange } from '../kernel/text-range.ts';
import { type TextStretch, textStretch } from './search-everything-stretch.ts';

/** The texts that are searched besides names: what was said, what was noted, what documents say. */
export type TextGroup = 'messages' | 'notes' | 'passages';

export interface FoundMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly byPerson: boolean;
  readonly at: number;
  readonly stretch: TextStretch;
}

export interface FoundNote {
  readonly id: string;
  readonly byPerson: boolean;
  readonly at: number;
  readonly stretch: TextStretch;
}

export interface FoundPassage {
  readonly id: string;
  readonly documentId: string;
  readonly documentName: string | null;
  /** `null` where the format has no pages. */
  readonly page: number | null;
  readonly headingPath: readonly string[];
  /** The matching sentence within the whole passage, for the reader. */
  readonly sentence: TextRange | null;
  readonly stretch: TextStretch;
}

/** The best of one group. */
export interface FoundGroup<Hit> {
  readonly hits: readonly Hit[];
  /** Of all that match. */
  readonly total: number;
}

export interface FoundTexts {
  readonly messages: FoundGroup<FoundMessage>;
  readonly notes: FoundGroup<FoundNote>;
  readonly passages: FoundGroup<FoundPassage>;
  /** As in `ResultPage`. */
  readonly byMeaning: boolean;
  readonly leansOnWords?: boolean;
}

export interface EverythingQuery {
  readonly text: string;
  /** One group alone; the others are empty then. */
  readonly only?: TextGroup;
  /** Most hits of a group. */
  readonly limit: number;
}

/** Hits that a page may ask for at once, whatever it asks. */
const mostHits = 200;
const none = { hits: [], total: 0 } as const;

/** The best messages, notes and passages for a query, each group in the order of the same search as elsewhere. */
export async function searchEverything(search: MemorySearch, query: EverythingQuery): Promise<FoundTexts> {
  const { text, only } = query;
  const pageSize = Math.min(mostHits, Math.max(1, Math.floor(query.limit)));
  const wants = (group: TextGroup) => only === undefined || only === group;
  const [said, archived] = await Promise.all([
    wants('messages') ? search.recall({ text, page: 1, pageSize }) : null,
    wants('notes') || wants('passages') ? searchArchival(search, text, pageSize) : null,
  ]);
  const told = said ?? archived;
  return {
    messages: said ? { hits: said.hits.map((hit) => foundMessage(hit, text)), total: said.total } : none,
    notes: archived && wants('notes') ? foundNotes(archived.notes, text) : none,
    passages: archived && wants('passages') ? foundPassages(archived.passages, text) : none,
    byMeaning: told?.byMeaning ?? false,
    ...(told?.leansOnWords && { leansOnWords: true }),
  };
}

/**
 * Notes and passages lie in one index, where a hundred passages may stand before the first note: notes are asked
 * for by themselves, and so many more hits of all as notes may take away.
 */
async function searchArchival(search: MemorySearch, text: string, pageSize: number) {
  const onlyNotes = { documentIds: [], notes: true };
  const notes = await search.archival({ text, page: 1, pageSize, within: onlyNotes });
  const room = pageSize + Math.min(notes.total, pageSize);
  const all = await search.archival({ text, page: 1, pageSize: room });
  return {
    notes: { hits: notes.hits.filter(isNote), total: notes.total },
    passages: {
      hits: all.hits.filter((hit) => !isNote(hit)).slice(0, pageSize),
      total: all.total - notes.total,
    },
    byMeaning: all.byMeaning,
    leansOnWords: all.leansOnWords,
  };
}

const isNote = ({ passage }: PassageHit) => passage.documentId === null;

function foundMessage({ message, sentence }: MessageHit, query: string): FoundMessage {
  const { id, conversationId, role, createdAt } = message;
  const stretch = textStretch(message.text, sentence, query);
  return { id, conversationId, byPerson: role === 'user', at: createdAt, stretch };
}

function foundNotes({ hits, total }: FoundGroup<PassageHit>, query: string): FoundGroup<FoundNote> {
  const found = hits.map(({ passage: { id, text, runId, createdAt }, sentence }) => ({
    id,
    byPerson: runId === null,
    at: createdAt,
    stretch: textStretch(text, sentence, query),
  }));
  return { hits: found, total };
}

function foundPassages({ hits, total }: FoundGroup<PassageHit>, query: string): FoundGroup<FoundPassage> {
  const found = hits.flatMap(({ passage, documentName, sentence }) => {
    const { id, documentId, page, headingPath, text } = passage;
    if (documentId === null) return [];
    const stretch = textStretch(text, sentence, query);
    return [{ id, documentId, documentName, page, headingPath, sentence, stretch }];
  });
  return { hits: found, total };
}
