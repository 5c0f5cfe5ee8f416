/** How large pieces of the stored index are, in texts. */
export interface TidySizes {
  /** Texts of the tail packed at once. */
  readonly mostSealed: number;
  /** Fewer stay in the tail. */
  readonly leastSealed: number;
  /** Texts in a segment. */
  readonly mostTexts: number;
  /** Names on tombstones from which on vectors are looked through for them. */
  readonly manyNames: number;
}

export const tidySizes: TidySizes = {
  /** Reading, folding and packing as many takes a tenth of a second. */
  mostSealed: 512,
  /** To fold fewer at a start takes a few milliseconds. */
  leastSealed: 64,
  /** A start reads it as one, and to rewrite one takes a moment only. */
  mostTexts: 4096,
  /** Reading all vectors is most of that work. */
  manyNames: 1024,
};
