import { expect, it } from 'vitest';
import { DocumentPassages } from './document-passages.ts';

const packed = {
  ids: ['p1', 'p2', 'n1', 'q1'],
  owners: ['document:d1', 'notes', 'document:d2'],
  ownerOf: Uint32Array.of(0, 0, 1, 2),
};

it('knows the passages of a document that live, however they came', () => {
  const documents = new DocumentPassages();
  documents.add('p3', 'd1');
  documents.addPacked(packed, (place) => place !== 1);
  documents.add('p4', 'd1');
  expect([...documents.of('d1')].sort()).toEqual(['p1', 'p3', 'p4']);
  expect([...documents.of('d2')]).toEqual(['q1']);
  expect([...documents.of('unknown')]).toEqual([]);
});

it('forgets a passage, packed or not', () => {
  const documents = new DocumentPassages();
  documents.addPacked(packed, () => true);
  documents.remove('p1');
  documents.remove('n1');
  documents.remove('q1');
  expect([...documents.of('d1')]).toEqual(['p2']);
  expect([...documents.of('d2')]).toEqual([]);
});
