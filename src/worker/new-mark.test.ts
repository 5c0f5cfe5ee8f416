import { expect, it } from 'vitest';
import { newMark } from './new-mark.ts';

it('is six letters and digits, each time others', () => {
  const marks = Array.from({ length: 1000 }, newMark);
  expect(marks.filter((mark) => !/^[a-z0-9]{6}$/.test(mark))).toEqual([]);
  expect(new Set(marks).size).toBeGreaterThan(990);
});

it('draws every character about as often', () => {
  const drawn = Array.from({ length: 6000 }, newMark).join('');
  const counts = new Map<string, number>();
  for (const character of drawn) counts.set(character, (counts.get(character) ?? 0) + 1);
  expect(counts.size).toBe(36);
  // A thousand each is expected, with a standard deviation of 31.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(250);
});
