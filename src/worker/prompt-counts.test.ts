import { describe, expect, test } from 'vitest';
import type { ChatMessage } from '../kernel/language-model.ts';
import { PromptCounts } from './prompt-counts.ts';

const message = (role: ChatMessage['role'], content: string): ChatMessage => ({ role, content });
const opening = [message('system', 'S'), message('user', 'Hello.')];
const grown = [...opening, message('assistant', 'Hi.'), message('user', 'Hello.')];

describe('PromptCounts', () => {
  test('finds a prompt that was counted, and no other', () => {
    const counts = new PromptCounts();
    expect(counts.find(opening)).toBeNull();
    counts.keep(grown, [10, 4, 3, 7]);
    expect(counts.find(grown)).toEqual([10, 4, 3, 7]);
    expect(counts.find([])).toEqual([]);
    for (const other of [
      grown.toSpliced(2, 1),
      grown.with(0, message('system', 'T')),
      grown.with(2, message('user', 'Hi.')),
      [...grown, message('assistant', 'Hi.')],
      grown.slice(1),
    ]) {
      expect(counts.find(other)).toBeNull();
    }
  });

  test('tells the last message, which has the reply’s header, from the same one in between', () => {
    const counts = new PromptCounts();
    counts.keep(opening, [10, 7]);
    expect(counts.find(grown)).toBeNull();
    counts.keep(grown, [10, 4, 3, 7]);
    expect(counts.find(opening)).toEqual([10, 7]);
    expect(counts.find(grown.slice(0, 3))).toBeNull();
  });

  test('keeps the same message apart after different ones', () => {
    const counts = new PromptCounts();
    const [first, second] = ['A', 'B'].map((text) => [message('user', text), message('user', 'x')]);
    counts.keep(first ?? [], [2, 5]);
    counts.keep(second ?? [], [2, 6]);
    expect(counts.find(first ?? [])).toEqual([2, 5]);
    expect(counts.find(second ?? [])).toEqual([2, 6]);
  });

  test('forgets all when there is too much of it, and what it is told to forget', () => {
    const counts = new PromptCounts();
    for (let index = 0; index < 1100; index += 1) counts.keep([message('user', String(index))], [1]);
    expect(counts.find([message('user', '0')])).toBeNull();
    expect(counts.find([message('user', '1099')])).toEqual([1]);
    counts.clear();
    expect(counts.find([message('user', '1099')])).toBeNull();
  });
});
