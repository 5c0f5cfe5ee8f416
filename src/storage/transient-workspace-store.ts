import type { Block, BlockEdit } from '../kernel/block.ts';
import type { Conversation } from '../kernel/conversation.ts';
import type { Message } from '../kernel/message.ts';
import type { Passage } from '../kernel/passage.ts';
import type { StepTrace } from '../kernel/trace.ts';
import { findVersions } from './find-versions.ts';
import { newestFirst } from './newest-first.ts';
import { passes } from './passes.ts';
import { guardWrite } from './storage-failure.ts';
import type { TransientDatabase } from './transient-database.ts';
import type { Agent, WorkspaceStore } from './workspace-store.ts';

/** Agents, chats and what the page shows of them, where there is no IndexedDB: gone when the tab closes. */
export class TransientWorkspaceStore implements WorkspaceStore {
  readonly #db: TransientDatabase;

  constructor(db: TransientDatabase) {
    this.#db = db;
  }

  ensureAgent(agent: Agent, blocks: readonly Block[]): Promise<Agent> {
    return guardWrite(async () => {
      const [first] = [...this.#db.agents.values()].sort((a, b) => a.createdAt - b.createdAt);
      if (first !== undefined) return first;
      const cloned = structuredClone({ agent, blocks });
      this.#db.agents.set(agent.id, cloned.agent);
      for (const block of cloned.blocks) {
        this.#db.blocks.set(JSON.stringify([block.agentId, block.label]), block);
      }
      return cloned.agent;
    });
  }

  async conversations(): Promise<Conversation[]> {
    return this.#newestFirst().filter((it) => !passes(it));
  }

  async newestConversation(): Promise<Conversation | null> {
    return this.#newestFirst().find((it) => !passes(it) && !it.archived) ?? null;
  }

  async passingConversations(): Promise<Conversation[]> {
    return this.#newestFirst().filter(passes);
  }

  async messagesOf(conversationId: string): Promise<Message[]> {
    return [...this.#db.messages.values()]
      .filter((message) => message.conversationId === conversationId)
      .sort((a, b) => a.createdAt - b.createdAt);
  }

  async versions(asked: readonly Message[]): Promise<Record<string, readonly string[]>> {
    return findVersions(asked, [...this.#db.messages.values()]);
  }

  async removeConversation(id: string): Promise<void> {
    const db = this.#db;
    for (const message of [...db.messages.values()]) {
      if (message.conversationId !== id) continue;
      db.messages.delete(message.id);
      db.forgetText({ kind: 'message', id: message.id });
    }
    for (const rows of [db.epochs, db.steps, db.pendingEvents, db.proposals]) {
      for (const row of [...rows.values()]) if (row.conversationId === id) rows.delete(row.id);
    }
    for (const rows of [db.conversations, db.partialReplies, db.drafts]) rows.delete(id);
  }

  async blockEdits(agentId: string, label?: string): Promise<BlockEdit[]> {
    return [...this.#db.blockEdits.values()]
      .filter((edit) => edit.agentId === agentId && (label === undefined || edit.label === label))
      .reverse();
  }

  async notes(): Promise<Passage[]> {
    const notes = [...this.#db.passages.values()].filter((passage) => passage.documentId === null);
    return newestFirst(notes, (note) => note.createdAt);
  }

  async steps(conversationId: string, limit: number): Promise<StepTrace[]> {
    const steps = [...this.#db.steps.values()].filter((step) => step.conversationId === conversationId);
    return newestFirst(steps, (step) => step.startedAt).slice(0, limit);
  }

  async messagesBetween(from: number, to: number): Promise<Message[]> {
    const messages = this.#said().filter(({ createdAt }) => createdAt >= from && createdAt <= to);
    return newestFirst(messages, (message) => message.createdAt);
  }

  async eachMessages(visit: (batch: readonly Message[]) => void): Promise<void> {
    visit(this.#said());
  }

  async draft(conversationId: string): Promise<string> {
    return this.#db.drafts.get(conversationId) ?? '';
  }

  async saveDraft(conversationId: string, text: string): Promise<void> {
    this.#db.drafts.set(conversationId, text);
  }

  async setting(name: string): Promise<string | null> {
    return this.#db.settings.get(name) ?? null;
  }

  async saveSetting(name: string, value: string): Promise<void> {
    this.#db.settings.set(name, value);
  }

  #newestFirst(): Conversation[] {
    return newestFirst(this.#db.conversations.values(), (conversation) => conversation.updatedAt);
  }

  #said(): Message[] {
    return [...this.#db.messages.values()].filter((message) => message.text !== '');
  }
}
