import { expect, it } from 'vitest';
import { largestSlot, PostingList } from './posting-list.ts';

function contents(list: PostingList): [number, number][] {
  const entries: [number, number][] = [];
  list.forEach((slot, count) => {
    entries.push([slot, count]);
  });
  return entries;
}

it('holds slots up to the largest, and counts up to 255', () => {
  const list = new PostingList();
  list.append(0, 1);
  list.append(largestSlot - 1, 255);
  list.append(largestSlot, 5000);
  expect(contents(list)).toEqual([
    [0, 1],
    [largestSlot - 1, 255],
    [largestSlot, 255],
  ]);
});

it('removes from anywhere, and nothing that is not there', () => {
  const list = new PostingList();
  for (let slot = 0; slot < 10; slot++) list.append(slot * 2, 1);
  for (const slot of [0, 18, 8, 7, 99]) list.remove(slot);
  expect(contents(list).map(([slot]) => slot)).toEqual([2, 4, 6, 10, 12, 14, 16]);
  expect(list.length).toBe(7);
  for (const [slot] of contents(list)) list.remove(slot);
  list.remove(4);
  expect(list.length).toBe(0);
});
