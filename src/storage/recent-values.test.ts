import { expect, it } from 'vitest';
import { RecentValues } from './recent-values.ts';

it('drops what was unused for longest', () => {
  const values = new RecentValues<number>(2);
  values.put('a', 1);
  values.put('b', 2);
  expect(values.get('a')).toBe(1);
  values.put('c', 3);
  expect(values.get('b')).toBeUndefined();
  expect(values.get('a')).toBe(1);
  values.put('a', 4);
  expect(values.get('a')).toBe(4);
  expect(values.get('c')).toBe(3);
  values.clear();
  expect(values.get('a')).toBeUndefined();
});
