import { filesFailures } from './files-failure.ts';
import type { Surroundings } from './surroundings.ts';

/** Left for the app's own data, in bytes: conversations must not fail to be stored because of a model. */
const spareBytes = 20e6;

/**
 * @param bytes still to come
 * @param twiceBytes what of them is there twice at a time, while a file is copied to its place
 * @throws FilesFailure `room`, which names what is needed and what there is
 */
export async function requireRoom(
  surroundings: Surroundings,
  bytes: number,
  twiceBytes: number,
): Promise<void> {
  const free = await freeBytes(surroundings);
  const needed = bytes + twiceBytes + spareBytes;
  if (bytes > 0 && free !== null && needed > free) throw filesFailures.room(needed, free);
}

/** As the browser estimates it; `null` where it doesn't. */
export async function freeBytes(surroundings: Surroundings): Promise<number | null> {
  const estimate = await surroundings.estimate();
  return estimate && Math.max(0, estimate.quota - estimate.usage);
}
