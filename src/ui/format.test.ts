import { expect, test } from 'vitest';
import { blockRoom } from './block-room.ts';
import { describeAct } from './describe-act.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCount } from './format-count.ts';
import { dayAround, daysBetween, formatDay, formatDuration } from './format-time.ts';
import * as data from './gallery-data.fixture.ts';
import { groupChats } from './group-chats.ts';
import { matchShortcut } from './shortcuts.ts';

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [412_000_000, '412 MB'],
  [23_400_000, '23 MB'],
  [1_400_000, '1.4 MB'],
  [970_000_000, '1 GB'],
  [900_000_000, '0.9 GB'],
  [879_000_000, '879 MB'],
])('%i bytes read %j', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});

test('counts agree with their nouns', () => {
  expect([formatCount(1, 'passage'), formatCount(1211, 'passage')]).toEqual(['1 passage', '1,211 passages']);
});

test('days and durations', () => {
  const now = new Date(2026, 10, 20, 0, 30).getTime();
  expect(formatDay(now - 3_600_000, now)).toBe('yesterday');
  expect(formatDay(now, now)).toBe('today');
  expect(formatDay(new Date(2026, 2, 12).getTime(), now)).toBe('12 March');
  expect(formatDay(new Date(2024, 2, 12).getTime(), now)).toBe('12 March 2024');
  // A day of 25 hours is one day.
  expect(daysBetween(new Date(2026, 9, 25, 0).getTime(), new Date(2026, 9, 26, 0).getTime())).toBe(1);
  expect(dayAround(new Date(2026, 9, 25, 13).getTime())).toEqual({
    from: new Date(2026, 9, 25).getTime(),
    to: new Date(2026, 9, 26).getTime(),
  });
  expect([formatDuration(380), formatDuration(4210), formatDuration(72_000)]).toEqual([
    '380 ms',
    '4.2 s',
    '1 min 12 s',
  ]);
});

test('chats are grouped by day, newest first', () => {
  const groups = groupChats(data.conversations, data.now);
  expect(groups.map((it) => [it.label, it.chats.length])).toEqual([
    ['Today', 2],
    ['Yesterday', 1],
    ['Previous 7 days', 2],
    ['October 2026', 1],
  ]);
});

test('what memory did, in words', () => {
  const act = { thought: '', arguments: { query: 'notice', label: 'human' } };
  const hits = [
    { label: 'd1', kind: 'passage', id: '1', documentName: null, sentence: null },
    { label: 'm1', kind: 'message', id: '2', documentName: null, sentence: null },
  ] as const;
  const done = { ok: true, message: '', hits: [] };
  const words = [
    describeAct({ ...act, functionName: 'archival_memory_search', result: { ...done, hits } }),
    describeAct({ ...act, functionName: 'core_memory_append', result: done }),
    describeAct({ ...act, functionName: 'core_memory_append', result: { ...done, ok: false } }),
    describeAct({ ...act, functionName: 'readahead', arguments: null, result: { ...done, hits } }),
  ];
  expect(words).toEqual([
    'Searched documents for “notice”, 1 passage and 1 message',
    'Noted in core memory: human',
    'Noted in core memory: human: not done',
    'Fetched beforehand · 1 passage and 1 message',
  ]);
});

test('blocks share the room of core memory', () => {
  const window = { window: 4096 };
  expect(blockRoom(window, {}, [{}, {}])).toBe(738);
  expect(blockRoom(window, {}, [])).toBe(1476);
  expect(blockRoom(window, { percent: 25 }, [{ percent: 25 }, {}, {}])).toBe(369);
  expect(blockRoom(window, {}, [{ percent: 25 }, {}, {}])).toBe(552);
});

test('shortcuts match with Ctrl and with Cmd, and only whole', () => {
  const press = { key: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  expect(matchShortcut({ ...press, key: 'O', ctrlKey: true, shiftKey: true })).toBe('newChat');
  expect(matchShortcut({ ...press, key: 'b', metaKey: true })).toBe('rail');
  expect(matchShortcut({ ...press, key: 'b' })).toBeNull();
  expect(matchShortcut({ ...press, key: 'Escape' })).toBe('stop');
  expect(matchShortcut({ ...press, key: 'Escape', shiftKey: true })).toBe('composer');
  expect(matchShortcut({ ...press, key: 'o', ctrlKey: true, shiftKey: true, altKey: true })).toBeNull();
  expect(matchShortcut({ ...press, key: 'k', ctrlKey: true })).toBe('search');
  expect(matchShortcut({ ...press, key: 'K', ctrlKey: true, shiftKey: true })).toBeNull();
  expect(matchShortcut({ ...press, key: ',', metaKey: true })).toBe('settings');
  // On a German keyboard the slash is Shift and 7.
  expect(matchShortcut({ ...press, key: '/', ctrlKey: true, shiftKey: true })).toBe('shortcutList');
  expect(matchShortcut({ ...press, key: '/' })).toBeNull();
});
