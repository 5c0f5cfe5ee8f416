import { StorageError } from '../kernel/memory-store.ts';

/** A document was removed while it was still being read. */
export function documentGone(name: string): StorageError {
  return new StorageError('failed', `“${name}” was removed while it was being read. Nothing of it was kept.`);
}
