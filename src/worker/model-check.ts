/** What a check tries: a fact into core memory, one back from recall, a sentence of a document with its source. */
export type CheckTask = 'core' | 'recall' | 'document';

export const checkTasks: readonly CheckTask[] = ['core', 'recall', 'document'];

/** Whether a model could use memory when that was tried last. */
export interface ModelCheck {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly passed: readonly CheckTask[];
  /** How fast it wrote, while it wrote; `null` where too little was written to tell. */
  readonly tokensPerSecond: number | null;
}
