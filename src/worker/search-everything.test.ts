import { expect, it, test } from 'vitest';
import type { ArchivalQuery, MemorySearch, PassageHit, RecallQuery } from '../kernel/memory-search.ts';
import type { Message } from '../kernel/message.ts';
import type { Passage } from '../kernel/passage.ts';
import { searchEverything } from './search-everything.ts';
import { textStretch } from './search-everything-stretch.ts';

const evidence = { score: 1, found: 'both', strength: 1 } as const;

function passage(id: string, documentId: string | null, text: string): PassageHit {
  const row: Passage = {
    id,
    documentId,
    text,
    ordinal: 0,
    page: documentId === null ? null : 3,
    headingPath: [],
    start: 0,
    end: text.length,
    createdAt: 5,
    runId: documentId === null ? 'run' : null,
  };
  return { ...evidence, passage: row, documentName: documentId && 'lease.pdf', sentence: null };
}

const said: Message = {
  id: 'm1',
  conversationId: 'c1',
  parentId: null,
  runId: null,
  role: 'user',
  content: '',
  parts: [],
  text: 'The cat moved in on Monday.',
  createdAt: 7,
  modelId: null,
};

/** Notes come after all passages, as they do where documents say more of a thing. */
const archived = [
  ...Array.from({ length: 40 }, (_, index) => passage(`p${index}`, 'd', `Cats, part ${index}.`)),
  passage('n1', null, 'She keeps two cats.'),
  passage('n2', null, 'The cat is grey.'),
];

function searchOver(asked: (RecallQuery | ArchivalQuery)[] = []): MemorySearch {
  const facts = { page: 1, pages: 1, byMeaning: true };
  return {
    async recall(query) {
      asked.push(query);
      const hits = [{ ...evidence, message: said, sentence: null }];
      return { ...facts, hits, total: 9, leansOnWords: true };
    },
    async archival(query) {
      asked.push(query);
      const all = archived.filter(({ passage: it }) => !query.within?.notes || it.documentId === null);
      return { ...facts, hits: all.slice(0, query.pageSize), total: all.length };
    },
  };
}

it('finds messages, notes and passages at once, each by itself', async () => {
  const found = await searchEverything(searchOver(), { text: 'cats', limit: 4 });
  expect(found.messages).toMatchObject({ hits: [{ id: 'm1', byPerson: true, at: 7 }], total: 9 });
  expect(found.notes.hits.map(({ id, byPerson }) => [id, byPerson])).toEqual([
    ['n1', false],
    ['n2', false],
  ]);
  expect(found.notes.total).toBe(2);
  expect(found.passages.hits.map(({ id }) => id)).toEqual(['p0', 'p1', 'p2', 'p3']);
  expect(found.passages).toMatchObject({
    total: 40,
    hits: [{ documentId: 'd', documentName: 'lease.pdf', page: 3 }, {}, {}, {}],
  });
  expect(found).toMatchObject({ byMeaning: true, leansOnWords: true });
});

it('asks for nothing but the group that is wanted, and never for too much', async () => {
  const asked: (RecallQuery | ArchivalQuery)[] = [];
  const found = await searchEverything(searchOver(asked), { text: 'cats', only: 'messages', limit: 1e9 });
  expect(found.messages.hits).toHaveLength(1);
  expect([found.notes, found.passages]).toEqual([
    { hits: [], total: 0 },
    { hits: [], total: 0 },
  ]);
  expect(asked).toEqual([{ text: 'cats', page: 1, pageSize: 200 }]);
  const passages = await searchEverything(searchOver(), { text: 'cats', only: 'passages', limit: 30 });
  expect(passages.passages.hits).toHaveLength(30);
  expect(passages.messages.total + passages.notes.total).toBe(0);
});

const words = (text: string, query: string) =>
  textStretch(text, null, query).words.map(({ start, end }) => text.slice(start, end));

test('words of the query are marked in the form in which they stand', () => {
  expect(words('Both cats sleep; the Cat snores.', 'the cat')).toEqual(['cats', 'Cat']);
  expect(words('Die Häuser sind alt, und das Haus am Markt ist es auch.', 'Haus')).toEqual([
    'Häuser',
    'Haus',
  ]);
  expect(words('東京都に住んでいます。', '東京')).toEqual(['東京']);
  expect(words('Nothing of the kind.', 'boat')).toEqual([]);
});

test('of a long text as much is taken as can be shown, around its sentence', () => {
  const text = `${'x '.repeat(500_000)}The boat is green.${' y'.repeat(500_000)}`;
  const start = text.indexOf('The boat');
  const stretch = textStretch(text, { start, end: start + 18 }, 'boat');
  expect(stretch.text.length).toBeLessThan(1000);
  expect(stretch).toMatchObject({ cutStart: true, cutEnd: true });
  const told = (range: { start: number; end: number } | null | undefined) =>
    range && stretch.text.slice(range.start, range.end);
  expect(told(stretch.sentence)).toBe('The boat is green.');
  expect(told(stretch.words[0])).toBe('boat');
});

test('a stretch never begins or ends within a character', () => {
  const text = '🛶'.repeat(2000);
  const stretch = textStretch(text, { start: 1001, end: 1003 }, 'canoe');
  expect(stretch.text.isWellFormed()).toBe(true);
});
