import { expect, test } from 'vitest';
import type { LibraryDocument } from '../kernel/document.ts';
import { describeDocument } from './describe-document.ts';

const document: LibraryDocument = {
  id: 'd',
  name: 'lease.pdf',
  format: 'pdf',
  bytes: 1,
  sha256: '',
  addedAt: 0,
  state: 'searchable',
  pages: 2,
  passages: 4,
  embedded: 1,
  problem: null,
};
const reading: LibraryDocument = { ...document, state: 'reading' };
const pausedTicket = { conversationId: null, paused: true, begun: 0, taken: 0 };

test('a document that is read says how far, and how much longer once that is known', () => {
  expect(describeDocument(reading)).toEqual({ words: 'Kept · waits its turn', progress: null });
  expect(describeDocument(reading, { secondsLeft: null })).toEqual({ words: 'Reading', progress: null });
  const pages = { page: 12, pages: 1_200 };
  expect(describeDocument(reading, { reading: pages, secondsLeft: null })).toEqual({
    words: 'Reading, page 12 of 1,200',
    progress: 0.01,
  });
  expect(describeDocument(reading, { reading: pages, secondsLeft: 41 }).words).toBe(
    'Reading, page 12 of 1,200 · about 50 seconds left',
  );
});

test('one that is paused says so, whether alone or with everything', () => {
  const paused = { words: 'Paused', progress: null };
  expect(describeDocument({ ...reading, intake: pausedTicket })).toEqual(paused);
  expect(describeDocument(reading, { paused: true })).toEqual(paused);
  expect(describeDocument(document, { paused: true, secondsLeft: 9 })).toEqual({
    words: 'Searchable by words · embedding paused at 1 of 4',
    progress: 0.25,
  });
});

test('one whose embedding alone is paused says where', () => {
  expect(describeDocument({ ...document, isEmbeddingPaused: true }, { secondsLeft: 9 })).toEqual({
    words: 'Searchable by words · embedding paused at 1 of 4',
    progress: 0.25,
  });
});

test('a document whose meaning is being worked out says how far, or what that waits for', () => {
  expect(describeDocument(document)).toEqual({
    words: 'Searchable by words · embedding 1 of 4',
    progress: 0.25,
  });
  expect(describeDocument(document, { secondsLeft: 200 }).words).toBe(
    'Searchable by words · embedding 1 of 4 · about 3 minutes left',
  );
  expect(describeDocument(document, { batteryIsLow: true, secondsLeft: 200 })).toEqual({
    words: 'Searchable by words · embedding waits while the battery is low',
    progress: 0.25,
  });
});

test('one that is ready waits for nothing', () => {
  expect(describeDocument({ ...document, state: 'ready' }, { batteryIsLow: true, paused: true }).words).toBe(
    'Ready',
  );
});
