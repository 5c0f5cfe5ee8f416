import type { Block, BlockEdit } from '../kernel/block.ts';
import type { Conversation } from '../kernel/conversation.ts';
import type { LibraryDocument } from '../kernel/document.ts';
import type { PendingEvent } from '../kernel/event.ts';
import type { PartialReply } from '../kernel/memory-store.ts';
import type { Message } from '../kernel/message.ts';
import type { NoteEdit } from '../kernel/note-edit.ts';
import type { Passage } from '../kernel/passage.ts';
import type { Epoch, StepTrace } from '../kernel/trace.ts';
import type { DocumentText, QueuedText } from './library-store.ts';
import type { Agent } from './workspace-store.ts';

/** Encryption at rest will put its envelope into `enc` and empty the fields that bear text. */
type Sealable<Row> = Row & { readonly enc?: null };

/** A row with its place in the order of arrival; Dexie gives it out. */
export type Ordered<Row> = Row & { readonly order?: number };

/** A passage with what it is removed together with: its document, or the notes (text-owners.ts). */
export type PassageRow = Sealable<Passage & { readonly owner: string }>;

/** A text's place in the embedding queue; the text itself stays in its row. */
export interface QueueRow {
  readonly order?: number;
  readonly kind: QueuedText['kind'];
  readonly id: string;
  readonly owner: string;
}

/**
 * The vectors of one embedding batch. Never appended to; removing a text replaces the row by a smaller one.
 * Vector i is `values[i * d .. (i + 1) * d]`, where d is `values.length / ids.length`.
 */
export interface VectorSegment {
  readonly order?: number;
  readonly modelId: string;
  readonly kind: QueuedText['kind'];
  readonly ids: readonly string[];
  /** Distinct owners of the ids, so that removing a document reads its own segments only. */
  readonly owners: readonly string[];
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/** Row type and primary key of each table. */
export interface Rows {
  agents: [Agent, string];
  conversations: [Sealable<Conversation>, string];
  messages: [Sealable<Message>, string];
  partial_replies: [Sealable<PartialReply>, string];
  drafts: [Sealable<{ readonly conversationId: string; readonly text: string }>, string];
  blocks: [Sealable<Block>, [string, string]];
  block_edits: [Sealable<Ordered<BlockEdit>>, number];
  note_edits: [Sealable<Ordered<NoteEdit>>, number];
  documents: [Sealable<LibraryDocument>, string];
  document_files: [Sealable<{ readonly id: string; readonly bytes: ArrayBuffer }>, string];
  document_texts: [Sealable<DocumentText & { readonly id: string }>, string];
  passages: [PassageRow, string];
  vector_segments: [VectorSegment, number];
  embed_queue: [QueueRow, number];
  pending_events: [Sealable<Ordered<PendingEvent & { readonly conversationId: string }>>, number];
  epochs: [Sealable<Epoch>, string];
  traces: [Sealable<StepTrace>, string];
  /** `value` is checked where it is read: anybody with the developer tools can write here. */
  settings: [{ readonly name: string; readonly value: unknown }, string];
}
