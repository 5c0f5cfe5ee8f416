/** What one document may cost; beyond these it is refused, or read in part and the person told. */
export const documentLimits = {
  /** The file, in bytes. */
  bytes: 100 * 1024 * 1024,
  /** Document pages that are read. */
  pages: 5_000,
  /** Extracted text, in UTF-16 units: about 3,500 pages of a book. */
  characters: 10_000_000,
  /** Pieces of text on one document page; a crafted page can hold millions. */
  runsPerPage: 100_000,
} as const;
