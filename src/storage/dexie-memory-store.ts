import { Dexie } from 'dexie';
import type { Block, BlockEdit } from '../kernel/block.ts';
import type { Conversation } from '../kernel/conversation.ts';
import type { PendingEvent } from '../kernel/event.ts';
import type { Commit, MemoryStore, PartialReply } from '../kernel/memory-store.ts';
import type { Message } from '../kernel/message.ts';
import type { NoteEdit } from '../kernel/note-edit.ts';
import type { Passage } from '../kernel/passage.ts';
import type { Proposal } from '../kernel/proposal.ts';
import type { Epoch, StepTrace } from '../kernel/trace.ts';
import type { Database } from './database.ts';
import { writeCommit } from './dexie-commit.ts';
import { withoutOrder } from './ordered-rows.ts';
import { toPassage } from './passage-row.ts';
import { guardRead, guardWrite } from './storage-failure.ts';
import { documentOwner } from './text-owners.ts';

/** Messages of the path read at first; doubled with each further read. */
const firstRead = 64;

/** The kernel's disk on IndexedDB. */
export class DexieMemoryStore implements MemoryStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  commit(commit: Commit): Promise<void> {
    return guardWrite(() => writeCommit(this.#db, commit));
  }

  conversation(id: string): Promise<Conversation | null> {
    return guardRead(async () => (await this.#db.conversations.get(id)) ?? null);
  }

  messages(ids: readonly string[]): Promise<Message[]> {
    return guardRead(async () => present(await this.#db.messages.bulkGet([...ids])));
  }

  path(headId: string, options: { afterId?: string; limit?: number } = {}): Promise<Message[]> {
    const { afterId, limit = Number.POSITIVE_INFINITY } = options;
    return guardRead(() =>
      this.#db.transaction('r', this.#db.messages, async () => {
        const path: Message[] = [];
        const read = new Map<string, Message>();
        let amount = firstRead;
        for (let id: string | null = headId; id !== null && id !== afterId && path.length < limit; ) {
          if (!read.has(id)) {
            await this.#readBefore(id, Math.min(amount, limit - path.length), read);
            amount *= 2;
          }
          const message = read.get(id);
          if (message === undefined) break;
          path.push(message);
          id = message.parentId;
        }
        return path.reverse();
      }),
    );
  }

  children(conversationId: string, parentId: string | null): Promise<Message[]> {
    const { messages } = this.#db;
    // IndexedDB can't look for null: the roots are found among their conversation's messages.
    const rows =
      parentId === null
        ? messages
            .where('[conversationId+createdAt]')
            .between([conversationId, Dexie.minKey], [conversationId, Dexie.maxKey])
            .filter((message) => message.parentId === null)
        : messages.where('parentId').equals(parentId);
    return guardRead(() => rows.sortBy('createdAt'));
  }

  editsOfRuns(runIds: readonly string[]): Promise<{ blockEdits: BlockEdit[]; noteEdits: NoteEdit[] }> {
    const { block_edits, note_edits } = this.#db;
    const ofRuns = [...new Set(runIds)];
    return guardRead(() =>
      this.#db.transaction('r', block_edits, note_edits, async () => ({
        blockEdits: (await block_edits.where('runId').anyOf(ofRuns).sortBy('order')).map(withoutOrder),
        noteEdits: (await note_edits.where('runId').anyOf(ofRuns).sortBy('order')).map(withoutOrder),
      })),
    );
  }

  editsFromDocument(documentId: string): Promise<{ blockEdits: BlockEdit[]; noteEdits: NoteEdit[] }> {
    const { block_edits, note_edits } = this.#db;
    return guardRead(() =>
      this.#db.transaction('r', block_edits, note_edits, async () => ({
        blockEdits: (await block_edits.where('sources').equals(documentId).sortBy('order')).map(withoutOrder),
        noteEdits: (await note_edits.where('sources').equals(documentId).sortBy('order')).map(withoutOrder),
      })),
    );
  }

  blockEdit(id: string): Promise<BlockEdit | null> {
    return guardRead(async () => {
      const row = await this.#db.block_edits.where('id').equals(id).first();
      return row === undefined ? null : withoutOrder(row);
    });
  }

  noteEdit(id: string): Promise<NoteEdit | null> {
    return guardRead(async () => {
      const row = await this.#db.note_edits.where('id').equals(id).first();
      return row === undefined ? null : withoutOrder(row);
    });
  }

  blocks(agentId: string): Promise<Block[]> {
    const { blocks } = this.#db;
    return guardRead(() =>
      blocks.where('[agentId+label]').between([agentId, Dexie.minKey], [agentId, Dexie.maxKey]).toArray(),
    );
  }

  proposals(agentId: string): Promise<Proposal[]> {
    // Those of one moment in the order of their ids, in which they were made.
    return guardRead(() => this.#db.proposals.where('agentId').equals(agentId).sortBy('at'));
  }

  passages(ids: readonly string[]): Promise<Passage[]> {
    return guardRead(async () => present(await this.#db.passages.bulkGet([...ids])).map(toPassage));
  }

  passagesOf(documentId: string, from: number, to: number): Promise<Passage[]> {
    const owner = documentOwner(documentId);
    return guardRead(async () => {
      const rows = this.#db.passages.where('[owner+ordinal]').between([owner, from], [owner, to], true, true);
      return (await rows.toArray()).map(toPassage);
    });
  }

  epoch(id: string): Promise<Epoch | null> {
    return guardRead(async () => (await this.#db.epochs.get(id)) ?? null);
  }

  step(id: string): Promise<StepTrace | null> {
    return guardRead(async () => (await this.#db.traces.get(id)) ?? null);
  }

  pendingEvents(): Promise<PendingEvent[]> {
    return guardRead(async () =>
      (await this.#db.pending_events.orderBy('order').toArray()).map(withoutOrder),
    );
  }

  partialReply(conversationId: string): Promise<PartialReply | null> {
    return guardRead(async () => (await this.#db.partial_replies.get(conversationId)) ?? null);
  }

  /**
   * Reads a message and, in the same stroke, those written before it in its conversation: on a path without
   * branches these are the ones asked for next. Clocks may run backwards; then a few more reads are needed.
   */
  async #readBefore(id: string, amount: number, into: Map<string, Message>): Promise<void> {
    const message = await this.#db.messages.get(id);
    if (message === undefined) return;
    const { conversationId, createdAt } = message;
    const before = await this.#db.messages
      .where('[conversationId+createdAt]')
      .between([conversationId, Dexie.minKey], [conversationId, createdAt], true, true)
      .reverse()
      .limit(amount)
      .toArray();
    for (const each of [message, ...before]) into.set(each.id, each);
  }
}

function present<Row>(rows: readonly (Row | undefined)[]): Row[] {
  return rows.filter((row) => row !== undefined);
}
