import { describe, expect, test } from 'vitest';
import { sampleDocument } from '../storage/sample-rows.fixture.ts';
import type { Conversation } from './conversation.ts';
import type { LibraryDocument } from './document.ts';
import type { Message, MessagePart } from './message.ts';
import { newConversation } from './new-conversation.ts';
import { addDocumentLabels, documentOfLabel, tellDocuments } from './tell-documents.ts';

const lease = sampleDocument('lease', { name: 'lease.pdf', pages: 12, addedAt: 100 });
const recipes = sampleDocument('recipes', { name: 'recipes.epub', pages: null, addedAt: 200 });
const outlines: Readonly<Record<string, readonly string[]>> = {
  lease: ['Parties', 'Term and notice', 'Rent', 'Repairs of the building and of the garden behind it'],
};

interface Telling {
  readonly all?: readonly LibraryDocument[];
  readonly conversation?: Partial<Conversation>;
  readonly before?: readonly (MessagePart | null)[];
  readonly tokens?: number;
}

/** All newest first, as the library has them. */
function tell({ all = [recipes, lease], conversation, before = [], tokens = 200 }: Telling) {
  const library = { documents: async () => all, outline: async (id: string) => outlines[id] ?? [] };
  const parts = before.filter((part) => part !== null);
  const queue = parts.length > 0 ? [{ parts } as Pick<Message, 'parts'> as Message] : [];
  const chat = { ...newConversation('a', 'c', 0), ...conversation };
  return tellDocuments({ conversation: chat, queue, library, tokens, now: 1000 });
}

describe('what the model is told of documents', () => {
  test('name, pages and outline, newest first, under labels', async () => {
    expect(await tell({})).toEqual({
      type: 'documents',
      at: 1000,
      documents: [
        { id: 'recipes', label: 'f1', name: 'recipes.epub', pages: null, outline: [] },
        { id: 'lease', label: 'f2', name: 'lease.pdf', pages: 12, outline: outlines.lease },
      ],
      known: ['recipes', 'lease'],
      gone: [],
      more: 0,
    });
  });

  test('nothing twice while it is in view, and nothing where there is nothing', async () => {
    expect(await tell({ before: [await tell({})] })).toBeNull();
    expect(await tell({ all: [] })).toBeNull();
  });

  test('what came, and what went, alone', async () => {
    const before = [await tell({ all: [lease] })];
    const told = await tell({ all: [recipes], before, conversation: { documentLabels: ['lease'] } });
    expect(told?.documents.map(({ label }) => label)).toEqual(['f2']);
    expect(told?.gone).toEqual(['f1']);
    expect(told?.known).toEqual(['recipes']);
  });

  test('only of documents that are attached', async () => {
    const told = await tell({ conversation: { attached: ['lease'] } });
    expect(told?.documents.map(({ id }) => id)).toEqual(['lease']);
    expect(await tell({ conversation: { attached: [] } })).toBeNull();
  });

  test('within its room: outlines are cut first, then names, and the rest is counted', async () => {
    const short = await tell({ all: [lease], tokens: 22 });
    expect(short?.documents[0]?.outline).toEqual(['Parties', 'Term and notice', 'Rent']);
    const many = Array.from({ length: 50 }, (_, index) => sampleDocument(`d${index}`, { name: 'notes.txt' }));
    const told = await tell({ all: many, tokens: 40 });
    expect(told?.documents.length).toBeGreaterThan(1);
    expect(told?.documents.length).toBeLessThan(10);
    expect(told?.more).toBe(50 - (told?.documents.length ?? 0));
  });

  test('those that there was no room for are not told later as if they were new; new ones are', async () => {
    const many = Array.from({ length: 50 }, (_, index) => sampleDocument(`d${index}`, { addedAt: 10 }));
    const before = [await tell({ all: many, tokens: 40 })];
    expect(await tell({ all: many, before, tokens: 40 })).toBeNull();
    const late = sampleDocument('late', { addedAt: 2000 });
    const told = await tell({ all: [late, ...many], before, tokens: 40 });
    expect(told?.documents.map(({ id }) => id)).toEqual(['late']);
  });
});

test('a label stands for the same document for good, and for none that the chat does not search', async () => {
  const first = await tell({ all: [lease] });
  const labels = addDocumentLabels([], first ? [first] : []);
  const again = await tell({ conversation: { documentLabels: labels } });
  expect(again?.documents.find(({ id }) => id === 'lease')?.label).toBe('f1');
  const chat = { ...newConversation('a', 'c', 0), documentLabels: ['lease', 'recipes'] };
  expect(documentOfLabel('f2', chat)).toBe('recipes');
  expect(documentOfLabel('f3', chat)).toBeNull();
  expect(documentOfLabel('f2', { ...chat, attached: ['lease'] })).toBeNull();
});
