import { expect, it } from 'vitest';
import { OwnedPassages } from './owned-passages.ts';

const packed = {
  ids: ['p1', 'p2', 'n1', 'q1'],
  owners: ['document:d1', 'notes', 'document:d2'],
  ownerOf: Uint32Array.of(0, 0, 1, 2),
};

it('knows the passages of a document that live, however they came', () => {
  const owned = new OwnedPassages();
  owned.add('p3', 'document:d1');
  owned.addPacked(packed, (place) => place !== 1);
  owned.add('p4', 'document:d1');
  expect(within(owned, ['d1'])).toEqual(['p1', 'p3', 'p4']);
  expect(within(owned, ['d2'])).toEqual(['q1']);
});

it('knows those of several documents, of the notes, and of nothing', () => {
  const owned = new OwnedPassages();
  owned.addPacked(packed, () => true);
  owned.add('n2', 'notes');
  expect(within(owned, ['d2', 'd1', 'd2'])).toEqual(['p1', 'p2', 'q1']);
  expect(within(owned, ['d2'], true)).toEqual(['n1', 'n2', 'q1']);
  expect(within(owned, ['d1', 'd2'], true)).toEqual(['n1', 'n2', 'p1', 'p2', 'q1']);
  expect(within(owned, [], true)).toEqual(['n1', 'n2']);
  expect(within(owned, [])).toEqual([]);
  expect(within(owned, ['unknown', 'notes', ''])).toEqual([]);
});

it('gives one object for the same part, which follows its passages', () => {
  const owned = new OwnedPassages();
  owned.add('p1', 'document:d1');
  const span = owned.within({ documentIds: ['d1', 'd2'], notes: false });
  expect(owned.within({ documentIds: ['d2', 'd1', 'd2'], notes: false })).toBe(span);
  expect(owned.within({ documentIds: ['d2', 'd1'], notes: true }).name).not.toBe(span.name);
  owned.add('q1', 'document:d2');
  owned.remove('p1');
  owned.addPacked({ ids: ['q2'], owners: ['document:d2'], ownerOf: Uint32Array.of(0) }, () => true);
  owned.within({ documentIds: [], notes: false });
  expect([...span]).toEqual(['q1', 'q2']);
  expect(span.has('q2') && !span.has('p1')).toBe(true);
});

it('forgets a passage, packed or not', () => {
  const owned = new OwnedPassages();
  owned.addPacked(packed, () => true);
  owned.add('n2', 'notes');
  for (const id of ['p1', 'n1', 'n2', 'q1', 'unknown']) owned.remove(id);
  expect(within(owned, ['d1'])).toEqual(['p2']);
  expect(within(owned, ['d1', 'd2'], true)).toEqual(['p2']);
});

/** The names, sorted; they must be the same by both ways of asking. */
function within(owned: OwnedPassages, documentIds: readonly string[], notes = false): string[] {
  const span = owned.within({ documentIds, notes });
  const named = [...span].sort();
  const all = ['p1', 'p2', 'p3', 'p4', 'n1', 'n2', 'q1', 'unknown'];
  expect(all.filter((id) => span.has(id)).sort()).toEqual(named);
  return named;
}
