import { expect, it } from 'vitest';
import { TimeLeft } from './time-left.ts';

it('tells nothing until the pace is known, and then what is left at that pace', () => {
  const time = new TimeLeft();
  expect(time.note(0, 100, 0)).toBeNull();
  expect(time.note(10, 100, 2_000)).toBeNull();
  expect(time.note(20, 100, 4_000)).toBe(16);
  expect(time.note(60, 100, 16_000)).toBeCloseTo(10.67, 1);
  expect(time.note(100, 100, 20_000)).toBe(0);
});

it('a pause is no work, and neither is a step back: the pace is measured anew', () => {
  const time = new TimeLeft();
  time.note(0, 100, 0);
  expect(time.note(40, 100, 4_000)).toBe(6);
  expect(time.note(41, 100, 64_000)).toBeNull();
  expect(time.note(51, 100, 69_000)).toBeCloseTo(24.5);
  expect(time.note(1, 100, 70_000)).toBeNull();
});

it('without progress there is no pace', () => {
  const time = new TimeLeft();
  time.note(5, 100, 0);
  expect(time.note(5, 100, 5_000)).toBeNull();
});
