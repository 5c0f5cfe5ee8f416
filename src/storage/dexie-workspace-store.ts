import { Dexie } from 'dexie';
import type { Block, BlockEdit } from '../kernel/block.ts';
import type { Conversation } from '../kernel/conversation.ts';
import type { Message } from '../kernel/message.ts';
import type { Passage } from '../kernel/passage.ts';
import type { StepTrace } from '../kernel/trace.ts';
import type { Database } from './database.ts';
import { findVersions } from './find-versions.ts';
import { forgetOwner, indexTables } from './indexed-texts.ts';
import { newestFirst } from './newest-first.ts';
import { withoutOrder } from './ordered-rows.ts';
import { toPassage } from './passage-row.ts';
import { passes } from './passes.ts';
import { guardRead, guardWrite } from './storage-failure.ts';
import { eachTablePage } from './table-pages.ts';
import { conversationOwner, notesOwner } from './text-owners.ts';
import type { Agent, WorkspaceStore } from './workspace-store.ts';

/** Agents, chats and what the page shows of them, on IndexedDB. */
export class DexieWorkspaceStore implements WorkspaceStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  ensureAgent(agent: Agent, blocks: readonly Block[]): Promise<Agent> {
    const db = this.#db;
    return guardWrite(() =>
      db.transaction('rw', [db.agents, db.blocks], async () => {
        const first = await db.agents.orderBy('createdAt').first();
        if (first !== undefined) return first;
        await db.agents.put(agent);
        await db.blocks.bulkPut(blocks);
        return agent;
      }),
    );
  }

  conversations(): Promise<Conversation[]> {
    return guardRead(async () => (await this.#newestFirst()).filter((it) => !passes(it)));
  }

  newestConversation(): Promise<Conversation | null> {
    const newestFirst = this.#db.conversations.orderBy('updatedAt').reverse();
    return guardRead(async () => {
      return (await newestFirst.filter((it) => !passes(it) && !it.archived).first()) ?? null;
    });
  }

  passingConversations(): Promise<Conversation[]> {
    return guardRead(async () => (await this.#newestFirst()).filter(passes));
  }

  messagesOf(conversationId: string): Promise<Message[]> {
    return guardRead(() =>
      this.#db.messages
        .where('[conversationId+createdAt]')
        .between([conversationId, Dexie.minKey], [conversationId, Dexie.maxKey])
        .toArray(),
    );
  }

  versions(asked: readonly Message[]): Promise<Record<string, readonly string[]>> {
    const { messages } = this.#db;
    const parents = [...new Set(asked.map((it) => it.parentId).filter((it) => it !== null))];
    // IndexedDB can't look for null: the roots are found among their conversations' messages.
    const rooted = [...new Set(asked.filter((it) => it.parentId === null).map((it) => it.conversationId))];
    return guardRead(() =>
      this.#db.transaction('r', messages, async () => {
        const following = messages.where('parentId').anyOf(parents).toArray();
        const roots = await Promise.all(rooted.map((id) => this.#roots(id)));
        return findVersions(asked, [...(await following), ...roots.flat()]);
      }),
    );
  }

  async #roots(conversationId: string): Promise<Message[]> {
    return (await this.messagesOf(conversationId)).filter((it) => it.parentId === null);
  }

  #newestFirst(): Promise<Conversation[]> {
    return this.#db.conversations.orderBy('updatedAt').reverse().toArray();
  }

  removeConversation(id: string): Promise<void> {
    const db = this.#db;
    const tables = [
      db.conversations,
      db.messages,
      db.epochs,
      db.traces,
      db.partial_replies,
      db.drafts,
      db.pending_events,
      db.proposals,
      ...indexTables(db),
    ];
    return guardWrite(() =>
      db.transaction('rw', tables, async () => {
        const messages = db.messages.where('conversationId').equals(id);
        await forgetOwner(db, 'message', conversationOwner(id), await messages.primaryKeys());
        await messages.delete();
        for (const table of [db.epochs, db.traces, db.pending_events, db.proposals]) {
          await table.where('conversationId').equals(id).delete();
        }
        for (const table of [db.conversations, db.partial_replies, db.drafts]) await table.delete(id);
      }),
    );
  }

  blockEdits(agentId: string, label?: string): Promise<BlockEdit[]> {
    const [from, to] = label === undefined ? [Dexie.minKey, Dexie.maxKey] : [label, label];
    return guardRead(async () => {
      const rows = await this.#db.block_edits
        .where('[agentId+label]')
        .between([agentId, from], [agentId, to], true, true)
        .sortBy('order');
      return rows.reverse().map(withoutOrder);
    });
  }

  notes(): Promise<Passage[]> {
    return guardRead(async () => {
      const rows = await this.#db.passages.where('owner').equals(notesOwner).toArray();
      return newestFirst(rows.map(toPassage), (note) => note.createdAt);
    });
  }

  steps(conversationId: string, limit: number): Promise<StepTrace[]> {
    return guardRead(() =>
      this.#db.traces
        .where('[conversationId+startedAt]')
        .between([conversationId, Dexie.minKey], [conversationId, Dexie.maxKey])
        .reverse()
        .limit(limit)
        .toArray(),
    );
  }

  messagesBetween(from: number, to: number): Promise<Message[]> {
    return guardRead(() =>
      this.#db.messages
        .where('createdAt')
        .between(from, to, true, true)
        .reverse()
        .filter((message) => message.text !== '')
        .toArray(),
    );
  }

  eachMessages(visit: (batch: readonly Message[]) => void): Promise<void> {
    const { messages } = this.#db;
    return guardRead(() =>
      this.#db.transaction('r', messages, () =>
        eachTablePage(
          messages,
          (row) => row.id,
          (rows) => visit(rows.filter((message) => message.text !== '')),
        ),
      ),
    );
  }

  draft(conversationId: string): Promise<string> {
    return guardRead(async () => (await this.#db.drafts.get(conversationId))?.text ?? '');
  }

  saveDraft(conversationId: string, text: string): Promise<void> {
    const { drafts } = this.#db;
    return guardWrite(async () => {
      if (text === '') await drafts.delete(conversationId);
      else await drafts.put({ conversationId, text });
    });
  }

  setting(name: string): Promise<string | null> {
    return guardRead(async () => {
      const value = (await this.#db.settings.get(name))?.value;
      return typeof value === 'string' ? value : null;
    });
  }

  saveSetting(name: string, value: string): Promise<void> {
    return guardWrite(async () => {
      await this.#db.settings.put({ name, value });
    });
  }
}
