/** What a script cost in one layout, and what it did there: every layout must have done the same. */
export interface LayoutRun {
  readonly prefilledTokens: number;
  readonly completions: number;
  readonly flushes: number;
  /** What core memory held after each edit, in order. */
  readonly edits: readonly string[];
  /** What recall was searched for, in order. */
  readonly searches: readonly string[];
  /** What the person was told, in order. */
  readonly replies: readonly string[];
}
