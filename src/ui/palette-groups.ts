import type { Conversation } from '../kernel/conversation.ts';
import type { LibraryDocument } from '../kernel/document.ts';
import type { FoundTexts } from '../worker/search-everything.ts';
import { formatCount, formatNumber } from './format-count.ts';
import { formatDay, formatMoment } from './format-time.ts';
import type { PaletteCommand } from './palette-commands.ts';
import type { PaletteEntry, PaletteGroup, PaletteGroupName } from './palette-entry.ts';
import { foldedName, type NameQuery, nameMarks, nameQuery, rankName } from './palette-match.ts';
import { paletteTexts } from './palette-texts.ts';

export interface PaletteQuestion {
  readonly query: string;
  /** The one group that is listed; `null` for a few of each. */
  readonly only: PaletteGroupName | null;
  /** Most entries of a group that is listed alone. */
  readonly limit: number;
  readonly chats: readonly Conversation[];
  readonly documents: readonly LibraryDocument[];
  readonly commands: readonly PaletteCommand[];
  /** What the worker found; `null` while it has not answered. */
  readonly found: FoundTexts | null;
  readonly now: number;
  /** The chat that is open: no place to go to, before anything is looked for. */
  readonly currentId: string | null;
}

/** How many of each group stand in the list of all, in the order in which they do. */
export const fewOf: Readonly<Record<PaletteGroupName, number>> = {
  commands: 4,
  chats: 5,
  documents: 4,
  messages: 4,
  notes: 3,
  passages: 4,
};

export const groupLabels: Readonly<Record<PaletteGroupName, string>> = {
  commands: 'Commands',
  chats: 'Chats',
  documents: 'Documents',
  messages: 'Messages',
  notes: 'Notes',
  passages: 'Passages in documents',
};

/** What matches, by groups, the best of each first; without a query, what one went to last and what one can do. */
export function paletteGroups(question: PaletteQuestion): PaletteGroup[] {
  const { only, found, chats, now } = question;
  const query = nameQuery(question.query);
  if (query.text === '' && only === null) return restingGroups(question);
  const groups = [
    named(
      'commands',
      best(question.commands, wordsOf, query, () => 0, allBegin),
      question,
      (it) => commandEntry(it, query),
    ),
    named('chats', best(chats, titleOf, query, lastUsed), question, (it) => chatEntry(it, query, now)),
    named('documents', best(question.documents, nameOf, query, lastAdded), question, (it) =>
      documentEntry(it, query, now),
    ),
    ...(found && query.text !== '' ? paletteTexts(found, chats, now) : []).map((group) =>
      cut(group.name, group.entries, group.total, question),
    ),
  ];
  return groups.filter(({ name, total }) => total > 0 && (only === null || only === name));
}

function restingGroups(question: PaletteQuestion): PaletteGroup[] {
  const none = nameQuery('');
  const others = question.chats.filter(({ id, archived }) => id !== question.currentId && !archived);
  const recent = best(others, titleOf, none, lastUsed);
  const chats = named('chats', recent, question, (it) => chatEntry(it, none, question.now));
  const entries = question.commands.map((it) => commandEntry(it, none));
  const commands: PaletteGroup = {
    name: 'commands',
    label: groupLabels.commands,
    entries,
    total: entries.length,
  };
  return [{ ...chats, label: 'Recent chats' }, commands].filter(({ total }) => total > 0);
}

/** Items whose name matches, best first, and of equals the one with the larger `order`; all of them for no query. */
function best<Item extends object>(
  items: readonly Item[],
  name: (item: Item) => string,
  query: NameQuery,
  order: (item: Item) => number,
  leastRank = 1,
): readonly Item[] {
  if (query.text === '') return items.toSorted((one, other) => order(other) - order(one));
  return items
    .map((item) => ({ item, rank: rankName(foldedName(item, name(item)), query) }))
    .filter(({ rank }) => rank >= leastRank)
    .sort((one, other) => other.rank - one.rank || order(other.item) - order(one.item))
    .map(({ item }) => item);
}

/** Commands are found by the beginnings of their words only: otherwise every second letter would bring some. */
const allBegin = 2;

const wordsOf = ({ label, alsoBy }: PaletteCommand) => `${label} ${alsoBy}`;
const titleOf = ({ title }: Conversation) => title;
const lastUsed = ({ updatedAt }: Conversation) => updatedAt;
const nameOf = ({ name }: LibraryDocument) => name;
const lastAdded = ({ addedAt }: LibraryDocument) => addedAt;

function named<Item>(
  name: PaletteGroupName,
  items: readonly Item[],
  question: PaletteQuestion,
  entryOf: (item: Item) => PaletteEntry,
): PaletteGroup {
  const most = question.only === null ? fewOf[name] : question.limit;
  return cut(name, items.slice(0, most).map(entryOf), items.length, question);
}

/** A group with the entry that leads on to the rest of it, where there is more. */
function cut(
  name: PaletteGroupName,
  entries: readonly PaletteEntry[],
  total: number,
  { only, limit }: PaletteQuestion,
): PaletteGroup {
  const most = only === null ? fewOf[name] : limit;
  const shown = entries.slice(0, most);
  // Fewer than were asked for: the rest is on its way, or the worker gives no more.
  const goesOn = total > shown.length && (only === null || shown.length === most);
  const label = only === null ? groupLabels[name] : `${groupLabels[name]}, ${formatNumber(total)}`;
  return {
    name,
    label,
    entries: goesOn ? [...shown, furtherEntry(name, total, only)] : shown,
    total,
  };
}

function furtherEntry(name: PaletteGroupName, total: number, only: PaletteGroupName | null): PaletteEntry {
  const all = `Show all ${formatCount(total, units[name])}`;
  return {
    key: `further:${name}`,
    icon: 'chevron',
    title: { text: only === null ? all : 'Show more', marks: [] },
    from: '',
    choice: only === null ? { to: 'group', name } : { to: 'more' },
  };
}

const units: Readonly<Record<PaletteGroupName, string>> = {
  commands: 'command',
  chats: 'chat',
  documents: 'document',
  messages: 'message',
  notes: 'note',
  passages: 'passage',
};

function commandEntry(command: PaletteCommand, query: NameQuery): PaletteEntry {
  const { label, icon, shortcut } = command;
  return {
    key: `command:${label}`,
    icon,
    title: { text: label, marks: nameMarks(label, query) },
    from: '',
    ...(shortcut && { shortcut }),
    choice: { to: 'command', command },
  };
}

function chatEntry(chat: Conversation, query: NameQuery, now: number): PaletteEntry {
  const title = chat.title || 'New chat';
  return {
    key: `chat:${chat.id}`,
    icon: 'chat',
    title: { text: title, marks: nameMarks(title, query) },
    from: `${chat.archived ? 'archived, ' : ''}${formatMoment(chat.updatedAt, now)}`,
    choice: { to: 'chat', conversationId: chat.id },
  };
}

function documentEntry(document: LibraryDocument, query: NameQuery, now: number): PaletteEntry {
  const { id, name, pages, state, addedAt } = document;
  const isRead = state === 'searchable' || state === 'ready';
  const size = pages === null ? '' : formatCount(pages, 'page');
  const standing = isRead ? size : state === 'reading' ? 'being read' : 'could not be read';
  return {
    key: `document:${id}`,
    icon: 'document',
    title: { text: name, marks: nameMarks(name, query) },
    from: [standing, `added ${formatDay(addedAt, now)}`].filter((it) => it !== '').join(', '),
    // What is not read has no text to open: the library says what became of it.
    choice: isRead
      ? { to: 'reader', target: { documentId: id, passageId: null, sentence: null } }
      : { to: 'library' },
  };
}
