/** One embedded chunk in archival: a piece of a document, or a note that the agent or the person wrote. */
export interface Passage {
  readonly id: string;
  /** `null` for a note. */
  readonly documentId: string | null;
  readonly text: string;
  /** Position among the passages of its document, from 0; 0 for a note. */
  readonly ordinal: number;
  /** Document page, from 1, on which `start` lies; `null` where the format has no pages. */
  readonly page: number | null;
  /** Headings above the passage, outermost first. */
  readonly headingPath: readonly string[];
  /** Range in the document's extracted text, in UTF-16 units, end exclusive: `text` is that slice. */
  readonly start: number;
  readonly end: number;
  readonly createdAt: number;
  /** The run that wrote the note last; `null` for documents, and where the person wrote it. */
  readonly runId: string | null;
  /** Of a note: documents that its words come from, by id; absent where they come from none. */
  readonly sources?: readonly string[];
  /** Of a note: short words that it is filed under, as `noteTags` makes them; absent where it has none. */
  readonly tags?: readonly string[];
}
