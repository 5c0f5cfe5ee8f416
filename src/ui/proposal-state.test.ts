import { expect, test } from 'vitest';
import type { AppPush } from '../worker/app-protocol.ts';
import { type AppState, initialState, reduceApp } from './app-state.ts';
import * as data from './gallery-data.fixture.ts';
import { proposal, removal } from './proposal-data.fixture.ts';

const view = {
  conversation: data.conversation({ id: 'c1', title: '' }),
  messages: [],
  hasEarlier: false,
  windowMap: data.map,
  steps: [],
  partialReply: null,
  draft: '',
  versions: {},
};
const added = (it = proposal()): AppPush => ({ type: 'proposal-added', proposal: it });
const pushed = (state: AppState, ...pushes: readonly AppPush[]) =>
  pushes.reduce((before, push) => reduceApp(before, { type: 'pushed', push }), state);
const ids = (state: AppState) => state.proposals.map(({ id }) => id);

test('a change that waits is said aloud once, and stands oldest first', () => {
  const waiting = pushed(initialState, added());
  expect(waiting.announcement).toBe('A change of memory waits for you');
  const older = proposal({ id: 'p0', at: proposal().at - 1 });
  expect(ids(pushed(waiting, added(older), added(removal)))).toEqual(['p0', 'p1', 'p2']);
  const quiet = { ...waiting, announcement: '' };
  const again = pushed(quiet, added(proposal({ reason: 'Told anew' })));
  expect(again).toMatchObject({ announcement: '', proposals: [{ id: 'p1', reason: 'Told anew' }] });
});

test('the end of its run says again that it waits', () => {
  const run = { runId: 'r4', conversationId: 'c1' };
  const open = { ...initialState, view };
  const end = { type: 'run-end', ...run, outcome: { type: 'answered' } } as const;
  const ended = pushed(open, { type: 'run-start', ...run }, added(), end);
  expect(ended.announcement).toBe('Answer ready. A change of memory waits for you');
  const settled = pushed(open, { type: 'run-start', ...run }, added(), {
    type: 'proposal-settled',
    id: 'p1',
  });
  expect(pushed(settled, end).announcement).toBe('Answer ready');
  const slept = pushed(open, { type: 'run-start', ...run }, added(), { ...end, outcome: { type: 'slept' } });
  expect(slept.announcement).toBe('A change of memory waits for you');
});

test('it leaves when it is settled, by whomever, and an unknown one changes nothing', () => {
  const waiting = pushed(initialState, added(), added(removal));
  expect(ids(pushed(waiting, { type: 'proposal-settled', id: 'p1' }))).toEqual(['p2']);
  const answered = reduceApp(waiting, { type: 'proposal-settled', id: 'p2' });
  expect(ids(answered)).toEqual(['p1']);
  expect(pushed(answered, { type: 'proposal-settled', id: 'p2' })).toBe(answered);
});
