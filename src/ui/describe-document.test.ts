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

test('a document whose meaning is being worked out says how far, or what that waits for', () => {
  expect(describeDocument(document, undefined)).toEqual({
    words: 'Searchable by words · embedding 25%',
    progress: 0.25,
  });
  expect(describeDocument(document, undefined, true)).toEqual({
    words: 'Searchable by words · embedding waits while the battery is low',
    progress: 0.25,
  });
});

test('one that is ready waits for nothing', () => {
  expect(describeDocument({ ...document, state: 'ready' }, undefined, true).words).toBe('Ready');
});
