import type { Block, BlockEdit } from './block.ts';
import type { Conversation } from './conversation.ts';
import type { PendingEvent } from './event.ts';
import type { Message } from './message.ts';
import type { NoteEdit } from './note-edit.ts';
import type { Passage } from './passage.ts';
import type { Proposal } from './proposal.ts';
import type { Epoch, StepTrace } from './trace.ts';

/** Everything one step leaves behind. Rows are put by id: a row that exists is replaced. */
export interface Commit {
  readonly conversation?: Conversation;
  /** Another chat that changes in the same stroke. */
  readonly otherConversation?: Conversation;
  readonly messages?: readonly Message[];
  readonly blocks?: readonly Block[];
  /** Their history stays. */
  readonly removedBlocks?: readonly Pick<Block, 'agentId' | 'label'>[];
  readonly blockEdits?: readonly BlockEdit[];
  /** Notes added or revised. */
  readonly notes?: readonly Passage[];
  readonly removedNotes?: readonly string[];
  readonly noteEdits?: readonly NoteEdit[];
  /** Edits of blocks and notes that were taken back, by id: their rows are marked. */
  readonly undoneEdits?: readonly string[];
  readonly proposals?: readonly Proposal[];
  /** Accepted, dismissed, or gone with the answer that they belonged to; by id. */
  readonly settledProposals?: readonly string[];
  readonly epoch?: Epoch;
  readonly step?: StepTrace;
  readonly addedEvents?: readonly PendingEvent[];
  readonly finishedEvents?: readonly string[];
  /** `null` removes the partial reply of `conversation` (it was folded in). */
  readonly partialReply?: PartialReply | null;
}

/** The reply that is still streaming: kept so that a reload in mid-answer loses nothing. */
export interface PartialReply {
  readonly conversationId: string;
  readonly runId: string;
  readonly text: string;
  readonly at: number;
}

/**
 * The kernel's view of the disk.
 *
 * Promises to the caller: a commit appears all at once or not at all, and once `commit` resolves it
 * survives the death of the page. Reads see every commit that resolved before them. `commit` rejects with
 * `StorageError` when it can't keep the promise; nothing of it is stored then.
 */
export interface MemoryStore {
  commit(commit: Commit): Promise<void>;
  conversation(id: string): Promise<Conversation | null>;
  /** Messages by id, in the order asked for; unknown ids are left out. */
  messages(ids: readonly string[]): Promise<Message[]>;
  /**
   * The path that ends at `headId`, oldest first. It stops before the message `afterId` (exclusive) when
   * that is given, else at the root; `limit` keeps the newest so many.
   */
  path(headId: string, options?: { afterId?: string; limit?: number }): Promise<Message[]>;
  /** The messages that follow `parentId` (`null`: the roots): versions of each other, oldest first. */
  children(conversationId: string, parentId: string | null): Promise<Message[]>;
  blocks(agentId: string): Promise<Block[]>;
  /** Edits that these runs made, in the order in which they were made. */
  editsOfRuns(runIds: readonly string[]): Promise<{ blockEdits: BlockEdit[]; noteEdits: NoteEdit[] }>;
  /** Edits whose `sources` name the document, in the order in which they were made. */
  editsFromDocument(documentId: string): Promise<{ blockEdits: BlockEdit[]; noteEdits: NoteEdit[] }>;
  blockEdit(id: string): Promise<BlockEdit | null>;
  noteEdit(id: string): Promise<NoteEdit | null>;
  /** Those that are not settled, oldest first. */
  proposals(agentId: string): Promise<Proposal[]>;
  passages(ids: readonly string[]): Promise<Passage[]>;
  /** Passages of a document with ordinals from `from` to `to`, inclusive, in order. */
  passagesOf(documentId: string, from: number, to: number): Promise<Passage[]>;
  epoch(id: string): Promise<Epoch | null>;
  step(id: string): Promise<StepTrace | null>;
  pendingEvents(): Promise<PendingEvent[]>;
  partialReply(conversationId: string): Promise<PartialReply | null>;
}

/** `full`: no space left. `closed`: a newer version of the app took the database over. */
export type StorageErrorCode = 'full' | 'closed' | 'failed';

/** Thrown by stores. The message says, for the person, what was kept and what to do. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;
  constructor(code: StorageErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
