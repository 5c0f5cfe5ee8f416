import { describe, expect, test } from 'vitest';
import type { AppPush } from '../worker/app-protocol.ts';
import { type AppState, initialState } from './app-state.ts';
import * as data from './gallery-data.fixture.ts';
import { type IntakePush, isTakingIn, reduceIntake, unfinished } from './intake-state.ts';

const coming = data.document({ name: 'new.pdf', id: 'new', state: 'reading' });
const told = (...pushes: readonly IntakePush[]): AppState => pushes.reduce(reduceIntake, initialState);
const comes: AppPush & IntakePush = { type: 'document-changed', document: coming };
const paced: IntakePush = { type: 'document-pace', id: 'new', secondsLeft: 12 };

test('the time left is kept while a document is worked on, and gone with the work or the document', () => {
  const read: IntakePush = { type: 'document-progress', id: 'new', page: 3, pages: 48 };
  const working = told(comes, read, paced);
  expect(working).toMatchObject({ pace: { new: 12 }, reading: { new: { page: 3, pages: 48 } } });
  expect(reduceIntake(working, { type: 'document-rests', id: 'new' })).toMatchObject({
    pace: {},
    reading: {},
  });
  expect(reduceIntake(working, { type: 'document-removed', id: 'new' })).toMatchObject({
    pace: {},
    reading: {},
    documents: [],
    arrivals: [],
  });
});

test('what a reload found unread, or with a question open, is shown again', () => {
  const asked = data.document({ name: 'lease.pdf', id: 'asked' });
  const offers = [{ id: 'asked', earlierId: 'lease', replaces: false }];
  const documents = [coming, asked, data.lease];
  expect(unfinished({ documents, intake: { paused: false, offers } })).toEqual(['new', 'asked']);
});

describe('the screen is kept awake', () => {
  const paused = { paused: true, offers: [] };
  test.each([
    ['while a document is read or embedded', told(comes, paced), true],
    ['while files are on their way to the worker', { ...initialState, handed: ['a.pdf'] }, true],
    ['not for one that waits or is paused alone', told(comes), false],
    [
      'not while all is paused',
      reduceIntake(told(comes, paced), { type: 'intake-changed', intake: paused }),
      false,
    ],
    ['not on a low battery', { ...told(comes, paced), batteryIsLow: true }, false],
  ])('%s', (_, state, awake) => {
    expect(isTakingIn(state)).toBe(awake);
  });
});
