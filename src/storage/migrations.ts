import type { Transaction } from 'dexie';
import { packFromNowOn } from './pack-from-now-on.ts';

/** One step of the database's history. A migration that has shipped is never edited: the next one follows. */
export interface Migration {
  /** From 1, without gaps. */
  readonly version: number;
  readonly name: string;
  /** Tables that are new or whose keys changed, in Dexie's notation: primary key first, then indexes. */
  readonly tables: Readonly<Record<string, string>>;
  /** What becomes of the rows, within the transaction that changes the version. */
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
}

/*
 * Rows are the kernel's own types; stored-rows.ts names what is added to them. Rows that appear in order of
 * arrival have the automatic key `order`. Every text-bearing row reserves `enc` for encryption at rest.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    name: 'initial',
    tables: {
      agents: 'id, createdAt',
      conversations: 'id, updatedAt',
      messages: 'id, createdAt, [conversationId+createdAt], parentId',
      partial_replies: 'conversationId',
      drafts: 'conversationId',
      blocks: '[agentId+label]',
      block_edits: '++order, &id, [agentId+label], runId',
      note_edits: '++order, &id, runId',
      documents: 'id, sha256',
      document_files: 'id',
      document_texts: 'id',
      passages: 'id, [owner+ordinal]',
      vector_segments: '++order, *owners',
      embed_queue: '++order, &[kind+id], owner',
      pending_events: '++order, &id, conversationId',
      epochs: 'id, conversationId',
      traces: 'id, [conversationId+startedAt]',
      settings: 'name',
    },
  },
  {
    version: 2,
    name: 'segments, a tail and tombstones',
    tables: {
      vector_segments: '++order',
      word_segments: '++order',
      text_tail: '++order, &[kind+id], owner',
      tombstones: '++order',
      segment_facts: '[of+order]',
    },
    upgrade: packFromNowOn,
  },
  {
    version: 3,
    name: 'proposals, and what writes rest on',
    tables: {
      proposals: 'id, agentId, runId, conversationId',
      block_edits: '++order, &id, [agentId+label], runId, *sources',
      note_edits: '++order, &id, runId, *sources',
    },
  },
];

/** The version of the rows that this code reads and writes. */
export const schemaVersion = migrations.length;
