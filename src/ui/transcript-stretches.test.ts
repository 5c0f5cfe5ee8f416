import { describe, expect, test } from 'vitest';
import type { TranscriptEntry } from './transcript-entries.ts';
import { cutStretches, holdsMessage, type Stretches } from './transcript-stretches.ts';

function said(number: number): TranscriptEntry {
  return { type: 'said', key: `said-${number}`, messageId: `m${number}`, text: `Words ${number}` };
}
function turn(number: number, text = `Answer ${number}`): TranscriptEntry {
  const reply = { messageId: `r${number}`, modelId: null, text, interrupted: null, citations: [] };
  const items = [{ type: 'reply' as const, ...reply }];
  return { type: 'turn', key: `turn-${number}`, runId: `run-${number}`, cause: 'words', items };
}
const exchanges = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => [said(from + at), turn(from + at)]).flat();
const numbers = ({ list }: Stretches) => list.map((it) => it.number);
const all = ({ list }: Stretches) => list.flatMap((it) => it.entries);

test('holds every entry once, in order, in stretches of at most 16', () => {
  const entries = [turn(0), ...exchanges(1, 40)];
  const cut = cutStretches(entries, null);
  expect(all(cut)).toEqual(entries);
  expect(numbers(cut)).toEqual([-1, 0, 1, 2, 3, 4]);
  expect(Math.max(...cut.list.map((it) => it.entries.length))).toBe(16);
});

describe('stretches that nothing changed stay the same objects', () => {
  const before = cutStretches(exchanges(100, 124), null);

  test('when entries come in below', () => {
    const after = cutStretches(exchanges(100, 125), before);
    expect(after.list.slice(0, 3)).toEqual(before.list.slice(0, 3));
    before.list.slice(0, 3).forEach((stretch, at) => void expect(after.list[at]).toBe(stretch));
    expect(numbers(after)).toEqual([0, 1, 2, 3]);
  });

  test('when earlier ones come in above, read anew', () => {
    const after = cutStretches(exchanges(83, 124), before);
    expect(numbers(after)).toEqual([-3, -2, -1, 0, 1, 2]);
    before.list.forEach((stretch, at) => void expect(after.list[at + 3]).toBe(stretch));
  });

  test('when one among them changes, but for its own', () => {
    const entries = exchanges(100, 124).with(20, said(7)).with(21, turn(110, 'Another answer'));
    const after = cutStretches(entries, before);
    expect(after.list[0]).toBe(before.list[0]);
    expect(after.list[1]).not.toBe(before.list[1]);
    expect(after.list[2]).toBe(before.list[2]);
    expect(all(after)).toEqual(entries);
  });
});

test('another chat begins anew', () => {
  const after = cutStretches(exchanges(0, 3), cutStretches(exchanges(100, 124), null));
  expect(after.anchor).toBe('said-0');
  expect(numbers(after)).toEqual([0]);
});

test('nothing at all is no stretch', () => {
  expect(cutStretches([], null).list).toEqual([]);
});

test('knows in which stretch a message is drawn', () => {
  const { list } = cutStretches(exchanges(0, 20), null);
  expect(list.map((it) => holdsMessage(it, 'm9'))).toEqual([false, true, false]);
  expect(list.map((it) => holdsMessage(it, 'r19'))).toEqual([false, false, true]);
  expect(list.some((it) => holdsMessage(it, 'other'))).toBe(false);
});
