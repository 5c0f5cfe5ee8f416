import { beforeEach, expect, it } from 'vitest';
import { sampleBlock, sampleEdit, sampleNote, sampleNoteEdit } from '../storage/sample-rows.fixture.ts';
import type { StoresUnderTest } from '../storage/stores-under-test.fixture.ts';
import { transientStores } from '../storage/transient-stores.fixture.ts';
import { standingWrites } from './standing-writes.ts';

const sources = ['d1'];
let stores: StoresUnderTest;
beforeEach(() => {
  stores = transientStores();
});

const writes = async () => {
  const { blockEdits, notes } = await standingWrites('d1', 'a1', stores.memory);
  return [...blockEdits, ...notes].map(({ id }) => id);
};

it.each([
  ['as it was left', '', 'Rent: 900', 'Rent: 900', true],
  ['with more below', 'Ada', 'Ada\nRent: 900', 'Ada\nRent: 900\nTea', true],
  ['with what was above gone', 'Ada', 'Ada\nRent: 900', 'Rent: 900', true],
  ['when one of its lines is left', '', 'Rent: 900\nLandlord: Bo', 'Landlord: Bo', true],
  ['when its line was moved', 'Ada', 'Ada\nRent: 900', 'Rent: 900\nBo', true],
  ['in the middle of a line', 'Rent: 800 a month', 'Rent: 900 a month', 'Ada. Rent: 900 a week', true],
  ['when it was taken out', 'Ada', 'Ada\nRent: 900', 'Ada', false],
  ['when it was written over', 'Rent: 800', 'Rent: 900', 'Rent: 950', false],
  ['by a whole word, and no letter of one', 'A cat', 'A car', 'A dog, her', false],
  ['when it only took away', 'Ada\nRent: 800', 'Ada', 'Ada', false],
  ['in an empty block', '', 'Rent: 900', '', false],
])('tells an edit of core memory %s', async (_, before, after, value, isTold) => {
  const edit = sampleEdit('b1', { sources, before, after });
  await stores.memory.commit({ blocks: [sampleBlock('human', { value })], blockEdits: [edit] });
  expect(await writes()).toEqual(isTold ? ['b1'] : []);
});

it('tells edits in the order in which they were made, and none of other documents, agents or blocks', async () => {
  const after = 'Rent: 900';
  await stores.memory.commit({
    blocks: [sampleBlock('human', { value: after }), sampleBlock('persona')],
    blockEdits: [
      sampleEdit('b3', { sources, after }),
      sampleEdit('b1', { sources: ['d2', 'd1'], after }),
      sampleEdit('b2', { sources: ['d2'], after }),
      sampleEdit('b4', { after }),
      sampleEdit('b5', { sources, after, agentId: 'a2' }),
      sampleEdit('b6', { sources, after, label: 'persona' }),
      sampleEdit('b7', { sources, after, label: 'gone' }),
    ],
  });
  expect(await writes()).toEqual(['b3', 'b1']);
});

it('tells the notes that are there and rest on it still, once each', async () => {
  const edited = (id: string, noteId: string) => sampleNoteEdit(id, { noteId, sources });
  await stores.memory.commit({
    notes: [
      sampleNote('n1', { sources: ['d2', 'd1'] }),
      sampleNote('n2', { sources: ['d2'] }),
      sampleNote('n3'),
      sampleNote('n4', { sources }),
    ],
    noteEdits: [
      edited('e1', 'n1'),
      edited('e2', 'n1'),
      edited('e3', 'n2'),
      edited('e4', 'n3'),
      edited('e5', 'n4'),
    ],
    removedNotes: ['n4'],
  });
  expect(await writes()).toEqual(['n1']);
});
