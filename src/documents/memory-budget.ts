import { documentLimits } from './document-limits.ts';
import { documentProblems } from './document-problems.ts';
import { ReadingStoppedError } from './reading-stopped-error.ts';

/** Bytes that an object of a few fields takes in a browser's memory, roughly, besides its texts. */
export const objectBytes = 100;

/**
 * What reading one file may take of the device's memory. No browser lets a worker be given less than all there is,
 * so readers say what they are about to hold, by what it takes at least, and are stopped before it is too much.
 */
export class MemoryBudget {
  #left: number;

  /** @param limit bytes, all together */
  constructor(limit: number = documentLimits.memoryBytes) {
    this.#left = limit;
  }

  /** Whether so many bytes are left: a reader may stop there and tell what was read. */
  allows(bytes: number): boolean {
    return bytes <= this.#left;
  }

  /**
   * Counts bytes that are held from now on.
   *
   * @throws ReadingStoppedError when that is more than is left
   */
  take(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw new ReadingStoppedError(documentProblems.tooMuchMemory());
  }
}

/** Whether the browser itself refused so large a buffer, list or text; engines word that differently. */
export function isOutOfMemory(error: unknown): boolean {
  const isOfSize = error instanceof RangeError && /alloc|memory|length/i.test(error.message);
  // Firefox throws an InternalError, which is no standard class.
  return (
    isOfSize || (error instanceof Error && /out of memory|allocation size overflow/i.test(error.message))
  );
}
