import { describe, expect, it } from 'vitest';
import { StorageError } from '../kernel/memory-store.ts';
import { guardRead, guardWrite, toStorageError } from './storage-failure.ts';

const quota = new DOMException('no room', 'QuotaExceededError');

describe('toStorageError', () => {
  it('sees a full disk through what wraps it', () => {
    const wrapped = [
      quota,
      Object.assign(new Error('aborted'), { name: 'AbortError', inner: quota }),
      Object.assign(new Error('bulk'), { name: 'BulkError', failures: [new Error('other'), quota] }),
      new Error('outer', { cause: new Error('middle', { cause: quota }) }),
    ];
    for (const error of wrapped) expect(toStorageError(error, '').code).toBe('full');
  });

  it('sees a closed database', () => {
    const error = Object.assign(new Error('closed'), { name: 'DatabaseClosedError' });
    expect(toStorageError(error, '').code).toBe('closed');
  });

  it('keeps the cause, and a StorageError as it is', () => {
    const cause = new TypeError('odd');
    const error = toStorageError(cause, 'It failed.');
    expect(error).toMatchObject({ code: 'failed', cause });
    expect(error.message).toBe('It failed. Reload this page and try again. (TypeError: odd)');
    const own = new StorageError('full', 'no');
    expect(toStorageError(own, '')).toBe(own);
    expect(toStorageError('a string', 'It failed.').message).toContain('(a string)');
  });

  it('survives an error that wraps itself', () => {
    const error: Error & { inner?: unknown } = new Error('loop');
    error.inner = error;
    expect(toStorageError(error, '').code).toBe('failed');
  });
});

describe('guards', () => {
  it('say whether something could not be read or not be stored', async () => {
    const fail = () => Promise.reject(new Error('odd'));
    await expect(guardRead(fail)).rejects.toThrow('could not read');
    await expect(guardWrite(fail)).rejects.toThrow('could not store');
    await expect(
      guardRead(() => {
        throw quota;
      }),
    ).rejects.toMatchObject({ code: 'full' });
    expect(await guardRead(async () => 1)).toBe(1);
  });
});
