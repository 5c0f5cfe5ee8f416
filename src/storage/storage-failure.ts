import { StorageError } from '../kernel/memory-store.ts';

/** Runs a read; whatever it throws comes out as `StorageError`. */
export function guardRead<T>(read: () => PromiseLike<T>): Promise<T> {
  return guard(read, 'Pagefile could not read its storage. Nothing was changed.');
}

/** Runs a write that stores all or nothing; whatever it throws comes out as `StorageError`. */
export function guardWrite<T>(write: () => PromiseLike<T>): Promise<T> {
  return guard(write, 'Pagefile could not store this. Nothing of it was stored; everything before is safe.');
}

async function guard<T>(operation: () => PromiseLike<T>, whatFailed: string): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw toStorageError(error, whatFailed);
  }
}

/** @param whatFailed for the person: what happened and what was kept, in case it is neither space nor closing */
export function toStorageError(error: unknown, whatFailed: string): StorageError {
  if (error instanceof StorageError) return error;
  const names = errorNames(error);
  if (names.includes('QuotaExceededError')) {
    const message =
      'There is no space left on this device for Pagefile. Nothing of this was stored; everything before is ' +
      'safe. Free some space (remove documents here, or other sites’ data and files) and try again.';
    return new StorageError('full', message, { cause: error });
  }
  if (names.some((name) => name === 'DatabaseClosedError' || name === 'InvalidStateError')) {
    const message =
      'Pagefile’s storage was closed, because a newer version of Pagefile runs in another tab or because the ' +
      'browser closed it. Nothing of this was stored; everything before is safe. Reload this page.';
    return new StorageError('closed', message, { cause: error });
  }
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = `${whatFailed} Reload this page and try again. (${reason})`;
  return new StorageError('failed', message, { cause: error });
}

/** Names of an error and of those it wraps: a bulk put, an aborted transaction and a cause hide the reason. */
function errorNames(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const { name, inner, cause, failures } = error as Partial<
    Record<'name' | 'inner' | 'cause' | 'failures', unknown>
  >;
  const wrapped = [inner, cause, ...(Array.isArray(failures) ? failures : [])];
  return [String(name), ...wrapped.flatMap((each) => errorNames(each, depth + 1))];
}
