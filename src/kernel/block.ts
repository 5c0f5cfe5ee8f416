/** A core memory block: fixed-size text that stays in the window, edited by functions and by the person. */
export interface Block {
  readonly agentId: string;
  /** Unique within the agent; `human` and `persona` by default. The model names blocks by it. */
  readonly label: string;
  /** Tells the model what belongs here. */
  readonly description: string;
  readonly value: string;
  readonly updatedAt: number;
  /** Only the person changes it. */
  readonly locked?: true;
  /**
   * Its limit, as a share of core memory's room in hundredths; absent: what the others leave, divided evenly
   * (block-limit.ts).
   */
  readonly percent?: number;
}

/** History of core memory: one row for each change of one block. */
export interface BlockEdit {
  readonly id: string;
  readonly agentId: string;
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: 'model' | 'person';
  /** Why: the model's thought at the step, or the person's way in ("edited in the memory panel"). */
  readonly reason: string;
  /** The run that made it, so that its edits can be undone as a group. */
  readonly runId: string | null;
  readonly before: string;
  readonly after: string;
  /** Documents that the words come from, by id; absent where they come from none. */
  readonly sources?: readonly string[];
  /** It was taken back. */
  readonly undone?: true;
}
