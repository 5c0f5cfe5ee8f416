import type { LibraryDocument } from './document.ts';

/** Port: what the agent may know of the library without searching it. */
export interface DocumentLibrary {
  /** Documents that can be searched, newest first. */
  documents(): Promise<readonly LibraryDocument[]>;
  /**
   * A document's headings in order, as plain text; where there are more than `most`, the outermost. Empty where
   * it has none, or was removed.
   */
  outline(documentId: string, most: number): Promise<readonly string[]>;
}
