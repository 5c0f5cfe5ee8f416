import { describe, expect, test } from 'vitest';
import type { ModelStatus } from '../worker/app-protocol.ts';
import { describeFiles, describeTimeLeft } from './describe-files.ts';
import { describeGetting, findGetting, fractionOf } from './describe-getting.ts';
import { describeLighter } from './describe-lighter.ts';
import { describeModel } from './describe-model.ts';
import { describeOffer, describeSpeed, describeWindow, firstWindow } from './describe-offer.ts';
import { describeOverlong } from './describe-overlong.ts';
import { describePromise, describeUse } from './describe-storage.ts';
import * as models from './gallery-models.fixture.ts';
import { initialModels, type ModelsState } from './models-state.ts';

const { qwen15, qwen4, cpuQwen, own } = models.rows;
const { downloading } = models;
const withFiles = (files: ModelsState['files']): ModelsState => ({
  ...initialModels,
  offers: models.offers,
  files,
});

describe('the chip', () => {
  const loading = (name: 'loading' | 'compiling'): ModelStatus => ({
    state: 'loading',
    row: qwen4,
    phase: { name, fraction: 0.4, detail: '' },
  });
  const failed: ModelStatus = { state: 'failed', row: qwen4, message: 'Lost.', lighter: null };

  test.each<[ModelStatus, string, string]>([
    [{ state: 'none' }, 'No model: search only', 'Search only'],
    [loading('loading'), 'Loading to the GPU 40%', '40%'],
    [loading('compiling'), 'Compiling 40%', '40%'],
    [models.ready, 'Qwen 3 4B', 'Qwen 3 4B'],
    [failed, 'Qwen 3 4B failed', 'Failed'],
  ])('%j', (model, words, short) => {
    expect(describeModel(model, null)).toBe(words);
    expect(describeModel(model, null, true)).toBe(short);
  });

  test('a model of llama.cpp is loaded to memory, not to the GPU', () => {
    const model = { ...loading('loading'), row: cpuQwen };
    expect(describeModel(model, null)).toBe('Loading to memory 40%');
  });

  test('a download is told before the model in use, and a load before both', () => {
    const getting = findGetting(withFiles({ [qwen15.id]: downloading }), true);
    expect(describeModel(models.ready, getting)).toBe('Getting Qwen 2.5 1.5B 43%');
    expect(describeModel(models.ready, getting, true)).toBe('43%');
    expect(describeModel(loading('compiling'), getting)).toBe('Compiling 40%');
  });
});

describe('a model on its way', () => {
  const words = (files: ModelsState['files'][string]) => {
    const getting = findGetting(withFiles({ [qwen15.id]: files }), false);
    return getting && describeGetting(getting);
  };

  test('is named with how far it is', () => {
    expect(words({ ...downloading, totalBytes: null })).toBe('Getting Qwen 2.5 1.5B');
    expect(words({ ...downloading, isWaiting: true })).toBe('Waiting for the connection, 43%');
    expect(words({ state: 'paused', receivedBytes: 434, totalBytes: 868 })).toBe(
      'Qwen 2.5 1.5B paused at 50%',
    );
    expect(words({ state: 'verifying', fraction: 0.62 })).toBe('Checking Qwen 2.5 1.5B 62%');
    expect(words({ state: 'ready', bytes: 1 })).toBeNull();
  });

  test('of several, one that moves is told before one that is paused', () => {
    const paused = { state: 'paused', receivedBytes: 1, totalBytes: 2 } as const;
    const getting = findGetting(withFiles({ [qwen4.id]: paused, [qwen15.id]: downloading }), false);
    expect(getting?.name).toBe('Qwen 2.5 1.5B');
  });

  test('and paused does not hide the one in use', () => {
    const paused = withFiles({ [qwen4.id]: { state: 'paused', receivedBytes: 1, totalBytes: 2 } });
    expect(findGetting(paused, true)).toBeNull();
    expect(findGetting(paused, false)?.name).toBe('Qwen 3 4B');
  });

  test('goes by its id until its name is known', () => {
    const getting = findGetting({ ...initialModels, files: { [qwen15.id]: downloading } }, false);
    expect(getting?.name).toBe('Qwen2.5-1.5B-Instruct');
  });

  test('is at 100% only when it is here', () => {
    expect(fractionOf({ ...downloading, receivedBytes: 999, totalBytes: 1000 })).toBe(0.99);
    expect(fractionOf({ ...downloading, totalBytes: 0 })).toBeNull();
  });

  test("of one's own is being copied", () => {
    const imports = [
      { key: 1, name: 'broken.gguf', problem: 'No model.' },
      { key: 2, name: 'gemma.gguf', problem: '' },
    ];
    const getting = findGetting({ ...initialModels, imports }, true);
    expect(getting && describeGetting(getting)).toBe('Copying gemma.gguf');
  });
});

test('where the files of a model stand', () => {
  expect(describeFiles(downloading)).toBe(
    'Downloading 374 MB of 868 MB · 12 MB a second · about 50 seconds left',
  );
  expect(describeFiles({ ...downloading, totalBytes: null, bytesPerSecond: null, secondsLeft: null })).toBe(
    'Downloading 374 MB',
  );
  expect(describeFiles({ ...downloading, isWaiting: true })).toBe(
    'Waiting for the connection. 374 MB of 868 MB are kept; it goes on by itself.',
  );
  expect(describeFiles({ state: 'paused', receivedBytes: 374e6, totalBytes: 868e6 })).toBe(
    'Paused. 374 MB of 868 MB are kept.',
  );
  expect(describeFiles({ state: 'verifying', fraction: 0.5 })).toBe('Checking the files 50%');
  expect(describeFiles({ state: 'failed', message: 'No.', receivedBytes: 201e6 })).toBe('201 MB are kept.');
  expect(describeFiles({ state: 'failed', message: 'No.', receivedBytes: 0 })).toBe('');
});

test.each([
  [3, 'a few seconds left'],
  [41, 'about 50 seconds left'],
  [58, 'about a minute left'],
  [200, 'about 3 minutes left'],
  [3600, 'about 1 hour left'],
  [4790, 'about 1 hour 20 minutes left'],
  [7150, 'about 2 hours left'],
])('%i seconds read %j', (seconds, words) => {
  expect(describeTimeLeft(seconds)).toBe(words);
});

test('what a model is and takes', () => {
  const absent = { state: 'absent' } as const;
  expect(describeOffer(models.offer(qwen15), absent)).toBe(
    '1.5B parameters · Apache-2.0 · 870 MB to download',
  );
  expect(describeOffer(models.offer(qwen15), downloading)).toContain('868 MB to download');
  expect(describeOffer(models.offer(cpuQwen), absent)).toContain('runs on the CPU');
  expect(describeOffer(models.offer({ ...own, parameters: '' }), { state: 'ready', bytes: 806e6 })).toBe(
    'runs on the CPU · 806 MB on this device',
  );
  // Nobody but the person has the files of a model of their own.
  const broken = { state: 'failed', message: '', receivedBytes: 0 } as const;
  expect(describeOffer(models.offer(own), broken)).not.toContain('download');
  expect(describeWindow({ tokens: 4096, memoryBytes: 2_100_000_000 })).toBe('4,096 tokens, 2.1 GB of memory');
});

test('speed on the CPU, in tokens a second', () => {
  expect(describeSpeed({ write: 6.2, read: 9.4 })).toBe('about 6 tokens a second to write, 9 to read');
  expect(describeSpeed({ write: 1.2, read: 0.3 })).toBe(
    'about 1 token a second to write, less than 1 to read',
  );
  expect(describeSpeed({ write: 0.2, read: 1 })).toBe('less than 1 token a second to write, 1 to read');
});

test('the window offered first is the one used last, else the usual one or the next below', () => {
  const windows = (...sizes: number[]) => sizes.map((tokens) => ({ tokens, memoryBytes: 0 }));
  const offer = models.offer(qwen15, { windows: windows(2048, 4096, 8192) });
  expect(firstWindow(offer)).toBe(4096);
  expect(firstWindow({ ...offer, row: cpuQwen })).toBe(2048);
  expect(firstWindow({ ...offer, usualWindow: 8192 })).toBe(8192);
  expect(firstWindow({ ...offer, usualWindow: 1024 })).toBe(4096);
  expect(firstWindow({ ...offer, windows: windows(2048, 3072, 8192) })).toBe(3072);
  expect(firstWindow({ ...offer, windows: windows(8192) })).toBe(8192);
  expect(firstWindow({ ...offer, windows: [] })).toBeUndefined();
});

test('storage by kind, without the kinds that take nothing', () => {
  const storage = {
    kind: 'device',
    usedBytes: 2_364_000_000,
    modelBytes: 2_300_000_000,
    documentBytes: 24_000_000,
    quotaBytes: null,
    persisted: true,
  } as const;
  expect(describeUse(storage)).toBe('Models 2.3 GB · documents 24 MB · everything else 40 MB');
  // The browser's count may lag behind our own.
  expect(describeUse({ ...storage, usedBytes: 1, documentBytes: 0 })).toBe('Models 2.3 GB');
  expect(describeUse({ ...storage, usedBytes: 0, modelBytes: 0, documentBytes: 0 })).toBe('Nothing stored');
  expect(describePromise(storage)).toBe('The browser promised to keep this.');
  expect(describePromise({ ...storage, persisted: false })).toBe(
    'The browser may clear this when space runs out: install the app or bookmark it.',
  );
  expect(describePromise({ ...storage, kind: 'memory' })).toContain('Nothing is kept');
});

test('what asks less of the device names its size when it has to be downloaded', () => {
  const failed = { state: 'failed', row: qwen4, message: '' } as const;
  const smaller = { id: qwen4.id, name: qwen4.name, windowTokens: 2048 };
  const other = { id: qwen15.id, name: qwen15.name, windowTokens: 4096 };
  const here = { state: 'ready', bytes: 1 } as const;
  const offer = models.offer(qwen15);
  expect(describeLighter({ ...failed, lighter: smaller }, undefined, undefined)).toBe(
    'Load with a window of 2,048',
  );
  expect(describeLighter({ ...failed, lighter: other }, offer, here)).toBe('Load Qwen 2.5 1.5B instead');
  expect(describeLighter({ ...failed, lighter: other }, offer, { state: 'absent' })).toBe(
    'Get Qwen 2.5 1.5B instead · 870 MB',
  );
  expect(describeLighter({ ...failed, lighter: other }, undefined, undefined)).toBe('See Qwen 2.5 1.5B');
});

test('blocks that are too long for the window', () => {
  const human = { label: 'human', characters: 900, room: 720 };
  const persona = { label: 'persona', characters: 1200, room: 720 };
  expect(describeOverlong([human])).toBe(
    "Human is 900 characters long; 720 fit this model's window. Nothing is cut. Shorten it, or load with a larger window.",
  );
  expect(describeOverlong([human, persona])).toContain(
    "Persona is 1,200 characters long; 720 fit this model's window. Nothing is cut. Shorten them",
  );
});
