/** What the model asked to change about a block. */
export type CoreMemoryChange =
  | { readonly type: 'append'; readonly content: string }
  | { readonly type: 'replace'; readonly oldContent: string; readonly newContent: string };

/**
 * Why a change of core memory waits for the person: its words are not theirs (`not-said`), it repeats a
 * document (`from-document`), or it only takes away (`removes`).
 */
export type ProposalCause = 'not-said' | 'from-document' | 'removes';

/** A change of core memory that the model asked for and the person has yet to accept or dismiss. */
export interface Proposal {
  readonly id: string;
  readonly agentId: string;
  readonly conversationId: string;
  /** The run that made it: it goes when the answer it belongs to is replaced. */
  readonly runId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The block's. */
  readonly label: string;
  readonly change: CoreMemoryChange;
  /** The block as it stood when this was made, and as it would have read. */
  readonly before: string;
  readonly after: string;
  /** The model's thought at the step. */
  readonly reason: string;
  readonly cause: ProposalCause;
  /** Documents that its words come from, by id. */
  readonly sources: readonly string[];
}
