import fc from 'fast-check';
import { quantiseFinely } from '../retrieval/quantise-vector.ts';
import type { StoredVector } from './library-store.ts';
import { sampleDocument, sampleMessage, sampleNote, samplePassage } from './sample-rows.fixture.ts';
import type { StoresUnderTest } from './stores-under-test.fixture.ts';

export const dimensions = 8;

type Stores = Omit<StoresUnderTest, 'dispose'>;

/** Something that happens to the rows or to the stored index. */
export type IndexChange =
  | { readonly type: 'say'; readonly id: number; readonly text: string }
  | { readonly type: 'abandon' | 'restore'; readonly id: number }
  | { readonly type: 'leave'; readonly chat: number }
  | { readonly type: 'note'; readonly id: number; readonly text: string }
  | { readonly type: 'forget'; readonly id: number }
  | { readonly type: 'read'; readonly id: number; readonly texts: readonly string[] }
  | { readonly type: 'discard'; readonly id: number }
  | { readonly type: 'embed'; readonly count: number }
  | { readonly type: 'tidy'; readonly count: number }
  | { readonly type: 'restart' };

const words = ['red', 'blue', 'lantern', 'ship', 'harbour', 'the', 'of', 'Häuser', 'house', 'storm'];
const text = fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((drawn) => drawn.join(' '));
/** Few, so that rows are revised, removed and made again. */
const id = fc.nat({ max: 11 });
const few = fc.nat({ max: 2 });

export const indexChanges: fc.Arbitrary<IndexChange[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ type: fc.constant('say' as const), id, text }) },
    fc.record({ type: fc.constantFrom('abandon' as const, 'restore' as const), id }),
    fc.record({ type: fc.constant('leave' as const), chat: few }),
    { weight: 4, arbitrary: fc.record({ type: fc.constant('note' as const), id, text }) },
    fc.record({ type: fc.constant('forget' as const), id }),
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('read' as const),
        id: few,
        texts: fc.array(text, { minLength: 1, maxLength: 5 }),
      }),
    },
    fc.record({ type: fc.constant('discard' as const), id: few }),
    { weight: 3, arbitrary: fc.record({ type: fc.constant('embed' as const), count: fc.nat({ max: 9 }) }) },
    { weight: 4, arbitrary: fc.record({ type: fc.constant('tidy' as const), count: fc.nat({ max: 5 }) }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('restart' as const) }) },
  ),
  { minLength: 5, maxLength: 60, size: 'max' },
);

/** Makes a change to stores; what only concerns the index on the disk is left to whoever has one. */
export async function applyChange(stores: Stores, change: IndexChange, at: number): Promise<void> {
  const { memory, library, workspace } = stores;
  switch (change.type) {
    case 'say': {
      const conversationId = `c${change.id % 3}`;
      const createdAt = 1000 + change.id;
      await memory.commit({
        messages: [sampleMessage(`m${change.id}`, { text: change.text, conversationId, createdAt })],
      });
      return;
    }
    case 'abandon':
    case 'restore': {
      const [message] = await memory.messages([`m${change.id}`]);
      if (message === undefined) return;
      const { abandoned: _, ...kept } = message;
      const changed = change.type === 'abandon' ? { ...kept, abandoned: true as const } : kept;
      await memory.commit({ messages: [changed] });
      return;
    }
    case 'leave':
      await workspace.removeConversation(`c${change.chat}`);
      return;
    case 'note':
      await memory.commit({ notes: [sampleNote(`n${change.id}`, { text: change.text, createdAt: at })] });
      return;
    case 'forget':
      await memory.commit({ removedNotes: [`n${change.id}`] });
      return;
    case 'read':
      await readDocument(stores, `d${change.id}`, change.texts, at);
      return;
    case 'discard':
      await library.removeDocument(`d${change.id}`);
      return;
    case 'embed':
      await embed(stores, change.count);
  }
}

async function readDocument(
  { library }: Stores,
  documentId: string,
  texts: readonly string[],
  createdAt: number,
): Promise<void> {
  const passages = texts.map((written, ordinal) =>
    samplePassage(`${documentId}-${ordinal}`, { documentId, ordinal, text: written, createdAt }),
  );
  if ((await library.document(documentId)) === null)
    await library.addDocument(sampleDocument(documentId), new ArrayBuffer(1));
  const document = sampleDocument(documentId, { state: 'searchable', passages: passages.length });
  await library.storeExtraction(document, { text: '', pages: null }, passages);
}

async function embed({ library }: Stores, count: number): Promise<void> {
  const texts = await library.queuedTexts(count);
  const vectors = texts.map(
    (queued): StoredVector => ({ kind: queued.kind, id: queued.id, vector: vectorOf(queued.text) }),
  );
  await library.storeVectors('model', vectors);
}

/** Which words a text has; the scale in single precision, as it is stored. */
export function vectorOf(written: string): StoredVector['vector'] {
  const vector = new Float32Array(dimensions).fill(0.1);
  for (const word of written.split(' ')) {
    const direction = words.indexOf(word) % dimensions;
    if (direction >= 0) vector[direction] = (vector[direction] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return quantiseFinely(vector.map((component) => component / length));
}
