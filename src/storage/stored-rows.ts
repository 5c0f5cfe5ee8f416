import type { Block, BlockEdit } from '../kernel/block.ts';
import type { Conversation } from '../kernel/conversation.ts';
import type { LibraryDocument } from '../kernel/document.ts';
import type { PendingEvent } from '../kernel/event.ts';
import type { PartialReply } from '../kernel/memory-store.ts';
import type { Message } from '../kernel/message.ts';
import type { NoteEdit } from '../kernel/note-edit.ts';
import type { Passage } from '../kernel/passage.ts';
import type { Proposal } from '../kernel/proposal.ts';
import type { Epoch, StepTrace } from '../kernel/trace.ts';
import type { PackedTexts, PackedVectors, TextKind } from './index-store.ts';
import type { DocumentText } from './library-store.ts';
import type { Agent } from './workspace-store.ts';

/** Encryption at rest will put its envelope into `enc` and empty the fields that bear text. */
type Sealable<Row> = Row & { readonly enc?: null };

/** A row with its place in the order of arrival; Dexie gives it out. */
export type Ordered<Row> = Row & { readonly order?: number };

/** A passage with what it is removed together with: its document, or the notes (text-owners.ts). */
export type PassageRow = Sealable<Passage & { readonly owner: string }>;

/** A text's place in the embedding queue, or among those in no word segment yet; the text stays in its row. */
export interface QueueRow {
  readonly order?: number;
  readonly kind: TextKind;
  readonly id: string;
  readonly owner: string;
}

/** Texts that were removed or replaced: what older segments hold of them is dead. */
export interface TombstoneRow {
  readonly order?: number;
  readonly kind: TextKind;
  readonly ids: readonly string[];
}

/** Vectors of one embedder. Never changed; rows of version 1 have owners as well, which nobody reads. */
export type VectorSegment = PackedVectors & { readonly order?: number; readonly modelId: string };

/** Words of texts. Never changed. */
export type WordSegmentRow = PackedTexts & { readonly order?: number };

/** What changes about a segment, and what is to be known without reading it. */
export interface SegmentFacts {
  readonly of: 'words' | 'vectors';
  /** The segment's own key. */
  readonly order: number;
  readonly kind: TextKind;
  /** Empty for words. */
  readonly modelId: string;
  readonly count: number;
  readonly live: number;
  /** The last tombstone that `dead` goes by: what it and those before it name is alive here if not in `dead`. */
  readonly seen: number;
  /** Bits of the dead places (slot-set.ts); `null` where all live. */
  readonly dead: Uint8Array | null;
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
  proposals: [Sealable<Proposal>, string];
  documents: [Sealable<LibraryDocument>, string];
  document_files: [Sealable<{ readonly id: string; readonly bytes: ArrayBuffer }>, string];
  document_texts: [Sealable<DocumentText & { readonly id: string }>, string];
  passages: [PassageRow, string];
  vector_segments: [VectorSegment, number];
  embed_queue: [QueueRow, number];
  word_segments: [WordSegmentRow, number];
  text_tail: [QueueRow, number];
  tombstones: [TombstoneRow, number];
  segment_facts: [SegmentFacts, [SegmentFacts['of'], number]];
  pending_events: [Sealable<Ordered<PendingEvent & { readonly conversationId: string }>>, number];
  epochs: [Sealable<Epoch>, string];
  traces: [Sealable<StepTrace>, string];
  /** `value` is checked where it is read: anybody with the developer tools can write here. */
  settings: [{ readonly name: string; readonly value: unknown }, string];
}
