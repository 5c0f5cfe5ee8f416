import type { Block, BlockEdit } from './block.ts';
import type { Clock } from './clock.ts';
import type { Conversation } from './conversation.ts';
import type { LanguageModel } from './language-model.ts';
import type { MemorySearch } from './memory-search.ts';
import type { MemoryStore } from './memory-store.ts';
import type { LabelledHit, Message } from './message.ts';
import type { NoteEdit } from './note-edit.ts';
import type { Proposal } from './proposal.ts';
import type { TextReader } from './text-reader.ts';
import type { WindowBudget } from './window-budget.ts';

/** What a call may read while it runs. It changes nothing: its effects are committed with the step. */
export interface CallContext {
  readonly agentId: string;
  readonly runId: string;
  readonly conversation: Conversation;
  readonly blocks: readonly Block[];
  /** The queue, in which labels are looked up. */
  readonly queue: readonly Message[];
  readonly budget: WindowBudget;
  readonly model: LanguageModel;
  readonly store: MemoryStore;
  readonly search: MemorySearch;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Tells whose words a write is made of; without it every write is taken for the person's. */
  readonly texts?: TextReader | undefined;
}

/** What a call did: a result for the model (an error is one too), and rows to commit. */
export interface CallOutcome {
  readonly ok: boolean;
  readonly message: string;
  readonly hits?: readonly LabelledHit[];
  readonly block?: Block;
  readonly blockEdit?: BlockEdit;
  /** A change of core memory that waits for the person. */
  readonly proposal?: Proposal;
  /** Notes added, revised or removed: what stood before and what stands after. */
  readonly noteEdits?: readonly NoteEdit[];
  /** What send_message said, and the labels it named. */
  readonly reply?: { readonly text: string; readonly sources: readonly string[] };
  /** What summarize wrote. */
  readonly summary?: string;
  /** Until when timed heartbeats rest. */
  readonly heartbeatsPausedUntil?: number;
}
