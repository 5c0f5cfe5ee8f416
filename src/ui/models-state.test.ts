import { expect, test } from 'vitest';
import * as models from './gallery-models.fixture.ts';
import { type FilesState, initialModels, isGettingFiles, modelName, reduceModels } from './models-state.ts';
import { placeOffers } from './place-offers.ts';

const { qwen15, qwen4, llama1, llama8, practice } = models.rows;
const { downloading, offers } = models;
const ready = { state: 'ready', bytes: 868_000_000 } as const;

test('an answer tells where files stand, unless it was told otherwise since the asking', () => {
  const filesBefore = initialModels.files;
  const pushed = reduceModels(initialModels, { type: 'files-known', id: qwen15.id, files: downloading });
  const known = reduceModels(pushed, { type: 'offers-known', offers, filesBefore });
  expect(known.files[qwen15.id]).toEqual(downloading);
  expect(known.files[qwen4.id]).toEqual({ state: 'ready', bytes: 2_281_000_000 });
  // Asked again after that, the answer is the newer.
  const again = reduceModels(known, { type: 'offers-known', offers, filesBefore: known.files });
  expect(again.files[qwen15.id]).toEqual({ state: 'absent' });
});

test('an answer clears why there was none', () => {
  const failed = reduceModels(initialModels, { type: 'offers-failed', message: 'No answer.' });
  expect(failed.problem).toBe('No answer.');
  expect(reduceModels(failed, { type: 'offers-known', offers, filesBefore: {} }).problem).toBe('');
});

test('an import that went well is no longer shown, one that failed is, with the reason', () => {
  const begun = [1, 2].reduce(
    (state, key) => reduceModels(state, { type: 'import-begun', key, name: `${key}.gguf` }),
    initialModels,
  );
  const ended = reduceModels(begun, { type: 'import-ended', key: 1, problem: '' });
  const refused = reduceModels(ended, { type: 'import-ended', key: 2, problem: 'No model.' });
  expect(refused.imports).toEqual([{ key: 2, name: '2.gguf', problem: 'No model.' }]);
});

test('a model is called by its name once that is known', () => {
  expect(modelName(initialModels, qwen15.id)).toBe(qwen15.id);
  expect(modelName({ ...initialModels, offers }, qwen15.id)).toBe('Qwen 2.5 1.5B');
});

test('the screen need not stay awake for a download that waits or is paused', () => {
  const during = (files: Parameters<typeof isGettingFiles>[0]['files']) =>
    isGettingFiles({ ...initialModels, files });
  expect(during({ a: ready, b: downloading })).toBe(true);
  expect(during({ b: { state: 'verifying', fraction: 0 } })).toBe(true);
  expect(during({ b: { ...downloading, isWaiting: true } })).toBe(false);
  expect(during({ b: { state: 'paused', receivedBytes: 1, totalBytes: 2 } })).toBe(false);
});

test('each model stands in one place', () => {
  const ids = (list: readonly { row: { id: string } }[]) => list.map((it) => it.row.id);
  const placed = placeOffers(offers, {}, null);
  expect(placed.suggested?.row.id).toBe(qwen15.id);
  expect(placed.practice?.row.id).toBe(practice.id);
  expect(ids(placed.here)).toEqual([llama1.id, qwen4.id]);
  expect(ids(placed.unfit)).toEqual([llama8.id]);
  // What comes or has come is on this device, the suggested one too; what was deleted is not.
  const later = placeOffers(offers, { [qwen15.id]: downloading, [llama1.id]: { state: 'absent' } }, null);
  expect(later.suggested).toBeNull();
  expect(ids(later.here)).toEqual([qwen15.id, qwen4.id]);
  expect(ids(later.more)).toContain(llama1.id);
  // The model in the engine is here, whatever is said of its files.
  expect(ids(placeOffers(offers, {}, llama8.id).here)).toContain(llama8.id);
});

test('a check is offered once for a model whose download was seen to its end', () => {
  const known = withFiles;
  const coming = known(initialModels, downloading);
  expect(coming.coming).toEqual({ [qwen15.id]: 'coming' });
  const here = known(known(coming, { state: 'verifying', fraction: 0.5 }), ready);
  expect(here.coming).toEqual({ [qwen15.id]: 'here' });
  expect(reduceModels(here, { type: 'check-answered', id: qwen15.id }).coming).toEqual({});
  expect(reduceModels(here, { type: 'check-went', id: qwen15.id, done: 0 }).coming).toEqual({});
  // Of one that was there already, or whose download was cancelled.
  expect(known(initialModels, ready).coming).toEqual({});
  expect(known(known(coming, { state: 'absent' }), ready).coming).toEqual({});
});

test('a check under way is known until it is over', () => {
  const begun = reduceModels(initialModels, { type: 'check-went', id: qwen15.id, done: 1 });
  expect(begun.checking).toEqual({ [qwen15.id]: 1 });
  expect(reduceModels(begun, { type: 'check-went', id: qwen15.id, done: null }).checking).toEqual({});
});

function withFiles(state: typeof initialModels, files: FilesState): typeof initialModels {
  return reduceModels(state, { type: 'files-known', id: qwen15.id, files });
}
