import { expect, test } from 'vitest';
import { countWrites, describeTakenBack } from './document-writes-words.ts';
import { edit, notes, writes } from './proposal-data.fixture.ts';

const nothing = { blockEdits: [], notes: [] };

test('what memory holds in words of a document is counted', () => {
  expect(countWrites(writes)).toBe('1 change of core memory, 2 notes');
  expect(countWrites({ ...nothing, blockEdits: [edit, { ...edit, id: 'e10' }] })).toBe(
    '2 changes of core memory',
  );
  expect(countWrites({ ...nothing, notes: notes.slice(0, 1) })).toBe('1 note');
  expect(countWrites(nothing)).toBe('');
});

test('what was kept is said, and whether anything else went', () => {
  expect(describeTakenBack(writes, [])).toBe('Taken back.');
  expect(describeTakenBack(writes, ['human'])).toBe(
    'human was changed since and was left as it is. The rest was taken back.',
  );
  expect(describeTakenBack({ ...nothing, blockEdits: [edit] }, ['human'])).toBe(
    'human was changed since and was left as it is.',
  );
});
