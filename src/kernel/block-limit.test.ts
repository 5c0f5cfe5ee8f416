import { expect, test } from 'vitest';
import { blockLimit, percentLeft } from './block-limit.ts';

const even: { readonly percent?: number } = {};

test('without shares the room is divided evenly', () => {
  expect(blockLimit(492, even, [even, even])).toBe(246);
  expect(blockLimit(492, even, [even, even, even])).toBe(164);
  expect(blockLimit(492, even, [])).toBe(492);
});

test('a share is taken first, and the others divide the rest', () => {
  const blocks = [even, { percent: 40 }, even];
  expect(blocks.map((it) => blockLimit(492, it, blocks))).toEqual([147, 196, 147]);
});

test('together the limits never pass the room', () => {
  for (let core = 246; core < 1000; core += 7) {
    for (const percent of [10, 25, 33, 50, 70]) {
      const blocks = [even, { percent }, even, even];
      const sum = blocks.reduce<number>((total, it) => total + blockLimit(core, it, blocks), 0);
      expect(sum).toBeLessThanOrEqual(core);
    }
  }
});

test('what can be given leaves each block without a share its least', () => {
  expect(percentLeft([even, even])).toBe(80);
  expect(percentLeft([{ percent: 70 }, even, even])).toBe(10);
  expect(percentLeft([{ percent: 90 }, even, even])).toBe(-10);
});
