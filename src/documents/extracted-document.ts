import type { DocumentProblem, LibraryDocument, PageRange } from '../kernel/document.ts';
import type { Passage } from '../kernel/passage.ts';

/** A paragraph, list, table, code block or heading, as a range of the extracted text. */
export interface TextBlock {
  readonly kind: 'heading' | 'paragraph' | 'list' | 'code' | 'table';
  /** 1 to 6 for headings, else 0. */
  readonly level: number;
  /** Not to be cut while it fits into one passage: rows under a header that repeats over each group. */
  readonly isWhole?: true;
  /** Range in `ExtractedDocument.text`, UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A document's text with provenance. Blocks are in order, do not overlap, and cover all but white space. */
export interface ExtractedDocument {
  readonly format: LibraryDocument['format'];
  readonly text: string;
  readonly pages: readonly PageRange[] | null;
  readonly blocks: readonly TextBlock[];
  /** Of source code, as "Python", where the name of its file tells. */
  readonly language?: string;
  /** Something was left out ("no text found on pages 3 to 9"), though the rest was read. */
  readonly problem: DocumentProblem | null;
}

export type Extraction =
  | { readonly ok: true; readonly document: ExtractedDocument }
  | { readonly ok: false; readonly problem: DocumentProblem };

/** A passage as the splitter makes it; storage gives it an id, a document and a time. */
export type PassageDraft = Pick<Passage, 'text' | 'ordinal' | 'page' | 'headingPath' | 'start' | 'end'>;
