import { DamagedWords } from '../retrieval/check-word-segment.ts';

/* What reading word and vector segments has in common: anybody with the developer tools can write there, and disks fail. */

/** A segment is not what was stored. An error of its own: a full memory, too, is a `RangeError`. */
export class DamagedSegment extends Error {
  override readonly name = 'DamagedSegment';
}

export function damaged(what: string): DamagedSegment {
  return new DamagedSegment(`A stored segment is damaged: ${what}.`);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Throws `DamagedSegment` when they are none. */
export function parseIds(ids: unknown): readonly string[] {
  if (!Array.isArray(ids) || ids.length === 0 || !ids.every((id) => typeof id === 'string')) {
    throw damaged('its texts have no names');
  }
  return ids;
}

/** How browsers say that a row is there and can't be read, as when the file of a large one is gone. */
const unreadable = new Set([
  'DataError',
  'DataCloneError',
  'EncodingError',
  'NotFoundError',
  'NotReadableError',
  'UnknownError',
]);

/** Whether a segment, not the whole storage, is what failed. */
export function isDamage(error: unknown): boolean {
  if (error instanceof DamagedSegment || error instanceof DamagedWords) return true;
  return error instanceof Error && unreadable.has(error.name);
}
