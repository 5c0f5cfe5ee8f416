/**
 * reading → searchable (by words) → ready (every passage embedded); or failed, with what was kept said in
 * `problem`.
 */
export type DocumentState = 'reading' | 'searchable' | 'ready' | 'failed';

export type DocumentProblemCode =
  | 'empty'
  | 'encrypted'
  | 'password-needed'
  | 'image-only'
  | 'left-out'
  | 'unreadable'
  | 'unsupported'
  | 'too-large'
  | 'duplicate'
  | 'storage-full';

export interface DocumentProblem {
  readonly code: DocumentProblemCode;
  /** For the person: what happened, what was kept, what to do. */
  readonly message: string;
}

/** A document page's range in the extracted text, in UTF-16 units, end exclusive. */
export interface PageRange {
  /** From 1. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

export type DocumentFormat =
  | 'pdf'
  | 'docx'
  | 'epub'
  | 'html'
  | 'markdown'
  | 'csv'
  | 'xlsx'
  | 'json'
  | 'code'
  | 'text'
  | 'unknown';

/** What reading a document goes by, also across reloads. */
export interface IntakeTicket {
  /** The chat that it was dropped into, which is told of it once it is read; `null` for none. */
  readonly conversationId: string | null;
  /** The person paused it. */
  readonly paused: boolean;
  /** How often reading was begun since it last ended in peace, the one under way included. */
  readonly begun: number;
  /** Documents that came out of it so far, where it is an archive. */
  readonly taken: number;
}

/** A document that the person dropped. Its bytes and text are rows of their own. */
export interface LibraryDocument {
  readonly id: string;
  readonly name: string;
  readonly format: DocumentFormat;
  /** Size of the original in bytes. */
  readonly bytes: number;
  /** Of the original bytes, lower-case hex: the same file dropped again is recognised by it. */
  readonly sha256: string;
  readonly addedAt: number;
  readonly state: DocumentState;
  /** `null` where the format has no pages. */
  readonly pages: number | null;
  readonly passages: number;
  readonly embedded: number;
  /** Set when failed, or when something was left out of a document that was otherwise read. */
  readonly problem: DocumentProblem | null;
  /** Until it is read; absent in rows of earlier versions of the app. */
  readonly intake?: IntakeTicket;
  /** The person put off the rest of its embedding; present only while it is `searchable`. */
  readonly isEmbeddingPaused?: true;
}
