/** One embedded chunk in archival: a piece of a document, or a note the agent wrote. */
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
  /** The run that wrote the note; `null` for documents and for the person's own notes. */
  readonly runId: string | null;
  /** Of a note: documents that its words come from, by id; absent where they come from none. */
  readonly sources?: readonly string[];
}
