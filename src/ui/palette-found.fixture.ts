import type { Message } from '../kernel/message.ts';
import type { FoundMessage, FoundNote, FoundPassage, FoundTexts } from '../worker/search-everything.ts';
import type { TextStretch } from '../worker/search-everything-stretch.ts';
import * as data from './gallery-data.fixture.ts';

/** A text as a search returns it, with words of it marked; found by meaning where none of them occurs. */
export function stretchOf(text: string, ...words: readonly string[]): TextStretch {
  const ranges = words.map((word) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length }));
  const told = ranges.filter(({ start }) => start >= 0).sort((one, other) => one.start - other.start);
  const end = text.indexOf('. ', told[0]?.start ?? 0) + 1;
  const start = text.lastIndexOf('. ', told[0]?.start ?? 0) + 1;
  const sentence = { start, end: end > start ? end : text.length };
  return { text, cutStart: false, cutEnd: false, sentence, words: told };
}

export function foundMessage({ id, conversationId, role, text, createdAt }: Message): FoundMessage {
  const stretch = stretchOf(text, 'renew', 'notice');
  return { id, conversationId, byPerson: role === 'user', at: createdAt, stretch };
}

export const foundNotes: readonly FoundNote[] = data.notes.slice(0, 1).map(({ id, text, createdAt }) => ({
  id,
  byPerson: false,
  at: createdAt,
  stretch: stretchOf(text),
}));

export const foundPassages: readonly FoundPassage[] = data.passages
  .slice(0, 3)
  .map(({ id, text, page, headingPath }) => ({
    id,
    documentId: 'lease',
    documentName: 'lease-2025.pdf',
    page,
    headingPath,
    sentence: { start: 0, end: 20 },
    stretch: stretchOf(text, 'renew', 'notice', 'ended'),
  }));

/** What the lease and some messages have for "renew". */
export function foundIn(messages: readonly Message[]): FoundTexts {
  return {
    messages: { hits: messages.filter(({ text }) => text !== '').map(foundMessage), total: 12 },
    notes: { hits: foundNotes, total: 1 },
    passages: { hits: foundPassages, total: 41 },
    byMeaning: true,
  };
}
