/** A range within a text, UTF-16 units, end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}
