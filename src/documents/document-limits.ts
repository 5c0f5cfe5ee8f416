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
  /** Entries of a zip archive, which Office documents and e-books are too. */
  zipEntries: 10_000,
  /** All that is inflated of one archive, in bytes. */
  inflatedBytes: 256 * 1024 * 1024,
  /** What readers hold at once, as they count it (memory-budget.ts), in bytes. */
  memoryBytes: 1024 * 1024 * 1024,
  /** Attributes of one element of XML. */
  attributes: 10_000,
  /** Elements within elements. */
  nesting: 1_000,
  /** Elements of one page of HTML, which are held all at once. */
  htmlElements: 1_000_000,
  /** Cells of a spreadsheet, empty ones within its rows included. */
  cells: 2_000_000,
  /** Documents taken out of one archive. */
  archiveFiles: 500,
} as const;
