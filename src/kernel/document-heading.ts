import type { TextRange } from './text-range.ts';

/** Where a heading stands in a document's extracted text. */
export interface DocumentHeading extends TextRange {
  /** 1 to 6, 1 the outermost. */
  readonly level: number;
}
