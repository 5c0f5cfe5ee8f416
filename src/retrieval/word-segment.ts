/**
 * Texts as an inverted index, packed into a few arrays: immutable, stored as it is, and read without being
 * unpacked. Texts have places in it, from 0; terms have numbers, in the order of their first use.
 */
export interface WordSegment {
  /** The terms in UTF-8, one after the other. */
  readonly terms: Uint8Array;
  /** Where each term ends in `terms`. */
  readonly termEnds: Uint32Array;
  /**
   * Finds a term by its hash: entries of two, the hash and the term's number plus one, or 0 where it is free. A
   * term stands at its hash or as soon after it as was free. There are a power of two entries.
   */
  readonly table: Uint32Array;
  /** For each term the texts that hold it, places rising: the place, and in 8 bits how often, at most 255. */
  readonly postings: Uint32Array;
  /** Where each term's postings end. */
  readonly postingEnds: Uint32Array;
  /** Every text's words in order, as numbers of terms: for phrases, and for making segments of segments. */
  readonly words: Uint16Array | Uint32Array;
  /** Where each text's words end. */
  readonly wordEnds: Uint32Array;
}

export const countBits = 8;
export const largestCount = 2 ** countBits - 1;
/** Texts in one segment: a place fits the bits that its count leaves. */
export const mostPlaces = 2 ** (32 - countBits);
/** From that many terms on a number takes four bytes. */
export const mostShortNumbers = 2 ** 16;

/** FNV-1a over the bytes of a term. */
export function hashTerm(bytes: ArrayLike<number>, from = 0, to = bytes.length): number {
  let hash = 0x811c9dc5;
  for (let index = from; index < to; index++) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
  // Its low bits alone, by which a table is entered, are spread too little.
  return (hash ^ (hash >>> 15)) >>> 0;
}
