import { describe, expect, test } from 'vitest';
import * as data from './gallery-data.fixture.ts';
import { paletteCommands } from './palette-commands.ts';
import type { MarkedText } from './palette-entry.ts';
import { foundNotes, foundPassages } from './palette-found.fixture.ts';
import { type PaletteQuestion, paletteGroups } from './palette-groups.ts';

const { now } = data;
const commands = paletteCommands.filter(({ isForRuns }) => !isForRuns);
const none = { hits: [], total: 0 };

function groups(query: string, more: Partial<PaletteQuestion> = {}) {
  const { conversations: chats, documents } = data;
  const asked = { only: null, limit: 30, chats, documents, commands, found: null, now, currentId: null };
  return paletteGroups({ query, ...asked, ...more });
}

/** Each group by its label, with its entries as they read. */
const listed = (...asked: Parameters<typeof groups>) =>
  Object.fromEntries(
    groups(...asked).map(({ label, entries }) => [label, entries.map(({ title }) => title.text)]),
  );
const marked = ({ text, marks }: MarkedText) => marks.map(({ start, end }) => text.slice(start, end));

describe('before anything is looked for', () => {
  test('there are the chats one went to last, without the open one, and all that can be done', () => {
    const { 'Recent chats': recent, Commands: all } = listed('', { currentId: 'c1' });
    expect(recent?.slice(0, 2)).toEqual([
      'Trip to Kraków',
      'What the boiler manual says about the pressure valve',
    ]);
    expect(recent).not.toContain('Lease renewal questions');
    expect(all).toEqual(commands.map(({ label }) => label));
    expect(all).not.toContain('Stop the answer');
    expect(new Set(all).size).toBe(all?.length);
  });

  test('an archived chat is found, and not offered', () => {
    const chats = [data.conversation({ id: 'c1', title: 'Old plans', archived: true })];
    expect(listed('', { chats })).not.toHaveProperty('Recent chats');
    expect(groups('plans', { chats })[0]?.entries[0]?.from).toBe('archived, today, 14:05');
  });
});

describe('names', () => {
  const titled = (...titles: string[]) => ({
    chats: titles.map((title, index) =>
      data.conversation({ id: `c${index}`, title, updatedAt: now - index * 86_400_000 }),
    ),
    documents: [],
  });

  test('the nearest comes first: the same, the same beginning, the beginnings of words, then what is used last', () => {
    const chats = titled(
      'On release notes',
      'The new lease',
      'A lease',
      'Lease, second flat',
      'lease',
      'Boiler',
    );
    expect(listed('lease', chats).Chats).toEqual([
      'lease',
      'Lease, second flat',
      'The new lease',
      'A lease',
      'On release notes',
    ]);
  });

  test('every word must be there, in whatever order, case and accents', () => {
    const chats = titled('Trip to Kraków in May', 'Trip to Lublin', 'KRAKOW, museums');
    expect(listed('krakow trip', chats).Chats).toEqual(['Trip to Kraków in May']);
    const [group] = groups('krakow trip', chats);
    expect(group?.entries.map(({ title }) => marked(title))).toEqual([['Trip', 'Kraków']]);
  });

  test('a command is found by the beginnings of its words and of others for it', () => {
    expect(listed('sidebar').Commands).toEqual(['Show or hide the list of chats']);
    expect(listed('rec').Commands).toEqual(['Memory: recall']);
    // Within "offline" and elsewhere.
    expect(listed('li', { chats: [], documents: [] }).Commands).toEqual([
      'Library',
      'Show or hide the list of chats',
    ]);
    expect(listed('ine', { chats: [], documents: [] })).toEqual({});
  });

  test('a document that was not read leads to the library, where it says why', () => {
    const document = data.document({ name: 'payslip.pdf', state: 'failed', pages: null });
    const [entry] = groups('payslip', { documents: [document] })[0]?.entries ?? [];
    expect(entry).toMatchObject({ from: 'could not be read, added 18 November', choice: { to: 'library' } });
  });
});

describe('of many', () => {
  const chats = Array.from({ length: 10_000 }, (_, index) =>
    data.conversation({ id: `c${index}`, title: `Chat number ${index}`, updatedAt: now - index }),
  );

  test('a few stand in the list of all, with a way to the others', () => {
    const [group] = groups('chat', { chats, commands: [] });
    expect(group?.entries.map(({ title }) => title.text)).toEqual([
      ...[0, 1, 2, 3, 4].map((index) => `Chat number ${index}`),
      'Show all 10,000 chats',
    ]);
    expect(group?.entries.at(-1)?.choice).toEqual({ to: 'group', name: 'chats' });
  });

  test('a group alone is drawn in part, and grows', () => {
    const [group, ...others] = groups('chat', { chats, only: 'chats', limit: 60 });
    expect(others).toEqual([]);
    expect(group).toMatchObject({ label: 'Chats, 10,000', total: 10_000 });
    expect(group?.entries).toHaveLength(61);
    expect(group?.entries.at(-1)?.choice).toEqual({ to: 'more' });
    const [all] = groups('number 9999', { chats, only: 'chats', limit: 60 });
    expect(all?.entries.map(({ title }) => title.text)).toEqual(['Chat number 9999']);
  });
});

test('texts follow the names, each with where and when it is from', () => {
  const message = {
    id: 'm1',
    conversationId: 'c2',
    byPerson: true,
    at: now,
    stretch: {
      text: 'Where is **the** lease? [d1]',
      cutStart: false,
      cutEnd: false,
      sentence: null,
      words: [{ start: 17, end: 22 }],
    },
  };
  const found = {
    messages: { hits: [message], total: 7 },
    notes: { hits: foundNotes, total: 1 },
    passages: { hits: foundPassages, total: 3 },
    byMeaning: true,
  };
  const shown = groups('lease', { found });
  expect(shown.map(({ label }) => label)).toEqual([
    'Chats',
    'Documents',
    'Messages',
    'Notes',
    'Passages in documents',
  ]);
  const [said, further] = shown[2]?.entries ?? [];
  expect(said?.title.text).toBe('Where is the lease?');
  expect(said && marked(said.title)).toEqual(['lease']);
  expect(said).toMatchObject({
    from: 'You in Trip to Kraków, today, 14:05',
    choice: { to: 'chat', conversationId: 'c2', messageId: 'm1' },
  });
  expect(further?.title.text).toBe('Show all 7 messages');
  expect(shown[3]?.entries[0]?.from).toBe('Note by the model, 17 November, 14:05');
  expect(shown[4]?.entries[0]).toMatchObject({
    from: 'lease-2025.pdf, p. 12, Term and notice',
    choice: {
      to: 'reader',
      target: { documentId: 'lease', passageId: 'p1', sentence: { start: 0, end: 20 } },
    },
  });
  // Of 7 messages that are to be listed, 30 were asked for and 1 came: no line promises more.
  const [alone] = groups('lease', { found, only: 'messages' });
  expect(alone?.entries.map(({ key }) => key)).toEqual(['message:m1']);
  // What was found for other words is not what is asked for now, once nothing is.
  expect(groups('', { found }).map(({ label }) => label)).toEqual(['Recent chats', 'Commands']);
  expect(groups('zzz', { found: { ...found, messages: none, notes: none, passages: none } })).toEqual([]);
});
