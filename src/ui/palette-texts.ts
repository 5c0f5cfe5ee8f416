import type { Conversation } from '../kernel/conversation.ts';
import type { FoundMessage, FoundNote, FoundPassage, FoundTexts } from '../worker/search-everything.ts';
import { formatMoment } from './format-time.ts';
import type { PaletteEntry, PaletteGroup } from './palette-entry.ts';
import { paletteExcerpt } from './palette-excerpt.ts';
import { withoutMarkup } from './palette-markup.ts';

type TextEntries = Pick<PaletteGroup, 'name' | 'entries' | 'total'>;

/** Messages, notes and passages that the worker found, as entries of the list, each with where and when it is from. */
export function paletteTexts(found: FoundTexts, chats: readonly Conversation[], now: number): TextEntries[] {
  const titles = new Map(chats.map(({ id, title }) => [id, title]));
  const { messages, notes, passages } = found;
  return [
    {
      name: 'messages',
      entries: messages.hits.map((it) => messageEntry(it, titles.get(it.conversationId) ?? '', now)),
      total: messages.total,
    },
    { name: 'notes', entries: notes.hits.map((it) => noteEntry(it, now)), total: notes.total },
    { name: 'passages', entries: passages.hits.map(passageEntry), total: passages.total },
  ];
}

function messageEntry(message: FoundMessage, chatTitle: string, now: number): PaletteEntry {
  const { id, conversationId, byPerson, at, stretch } = message;
  const who = byPerson ? 'You' : 'Pagefile';
  return {
    key: `message:${id}`,
    icon: 'chat',
    title: withoutMarkup(paletteExcerpt(stretch)),
    from: `${who} in ${chatTitle || 'a chat without a name'}, ${formatMoment(at, now)}`,
    choice: { to: 'chat', conversationId, messageId: id },
  };
}

function noteEntry({ id, byPerson, at, stretch }: FoundNote, now: number): PaletteEntry {
  return {
    key: `note:${id}`,
    icon: 'pencil',
    title: paletteExcerpt(stretch),
    from: `Note by ${byPerson ? 'you' : 'the model'}, ${formatMoment(at, now)}`,
    choice: { to: 'notes' },
  };
}

function passageEntry(passage: FoundPassage): PaletteEntry {
  const { id, documentId, documentName, page, headingPath, sentence, stretch } = passage;
  const place = [documentName ?? 'Document', page === null ? '' : `p. ${page}`, headingPath.at(-1) ?? ''];
  return {
    key: `passage:${id}`,
    icon: 'document',
    title: paletteExcerpt(stretch),
    from: place.filter((it) => it !== '').join(', '),
    isQuoted: true,
    choice: { to: 'reader', target: { documentId, passageId: id, sentence } },
  };
}
