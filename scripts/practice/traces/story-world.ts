import { Agent } from '../../../src/kernel/agent.ts';
import { defaultBlocks } from '../../../src/kernel/core-memory.ts';
import type { LanguageModel } from '../../../src/kernel/language-model.ts';
import type { Message, MessagePart } from '../../../src/kernel/message.ts';
import { newConversation } from '../../../src/kernel/new-conversation.ts';
import type { StepTrace } from '../../../src/kernel/trace.ts';
import { TransientDatabase } from '../../../src/storage/transient-database.ts';
import { TransientMemoryStore } from '../../../src/storage/transient-memory-store.ts';
import type { Dice } from './dice.ts';
import { StorySearch } from './story-search.ts';

const agentId = 'a';
const earlierId = 'earlier';
const MINUTE = 60_000;

/** What was said before a story begins; in another chat, or in this one and long since evicted. */
export interface EarlierMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** What a story begins with. */
export interface StoryStart {
  /** Lines of the human block. */
  readonly core: readonly string[];
  readonly readsAhead: boolean;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly timeZone: string;
  /** Labels that the chat gave out before. */
  readonly labels: { readonly passages: number; readonly messages: number };
}

/**
 * One person's app in memory: the kernel as it is, over stores that end with this object and a search that a
 * story controls. Built for many thousands of short lives.
 */
export class StoryWorld {
  readonly steps: StepTrace[] = [];
  readonly search: StorySearch;
  /** Milliseconds since 1970; each look at the clock takes a tenth of a second. */
  time: number;
  readonly #db = new TransientDatabase();
  readonly #store = new TransientMemoryStore(this.#db);
  readonly #agent: Agent;
  readonly #signal = new AbortController().signal;
  /** The chat that is open. */
  #chatId = 'chat';
  #ids = 0;
  #documents = 0;

  constructor(start: StoryStart, dice: Dice) {
    this.time = start.time;
    this.search = new StorySearch(dice);
    for (const block of defaultBlocks) {
      const value = block.label === 'human' ? start.core.join('\n') : block.value;
      this.#db.blocks.set(JSON.stringify([agentId, block.label]), { ...block, value, agentId, updatedAt: 0 });
    }
    this.#db.conversations.set(this.#chatId, { ...this.#newChat(this.#chatId), labels: start.labels });
    this.#agent = new Agent({
      agentId,
      store: this.#store,
      search: this.search,
      clock: { now: () => this.#now(), timeZone: start.timeZone },
      newId: () => this.#newId(),
      emit: (trace) => {
        if (trace.type === 'message-added') this.search.messageAdded(trace.message);
        if (trace.type === 'step-end') this.steps.push(trace.step);
      },
      readsAhead: () => start.readsAhead,
    });
  }

  /** Says something and, as the app does after an answer, gives the model its memory turn. */
  async say(text: string, model: LanguageModel): Promise<void> {
    const said = { type: 'user_message', text, at: this.#now() } as const;
    const pending = await this.#agent.receive(this.#chatId, said);
    const outcome = await this.#agent.handle(pending, model, this.#signal);
    if (outcome.type === 'answered') await this.#agent.takeMemoryTurn(this.#chatId, model, this.#signal);
  }

  /** Nobody wrote: the timer wakes the model. */
  async wake(model: LanguageModel): Promise<void> {
    const pending = await this.#agent.receive(this.#chatId, { type: 'timer', at: this.#now() });
    await this.#agent.handle(pending, model, this.#signal);
  }

  /** The page is closed and opened again: the next prompt is rendered anew. */
  reload(): void {
    this.#agent.forget();
  }

  /** Goes on in a new chat: core memory and recall stay, the queue is empty. */
  beginChat(): void {
    this.#chatId = this.#newId();
    this.#db.conversations.set(this.#chatId, this.#newChat(this.#chatId));
  }

  note(part: MessagePart): Promise<void> {
    return this.#agent.note(this.#chatId, part);
  }

  login(lastSeen: number): Promise<void> {
    return this.note({ type: 'login', at: this.#now(), lastSeen });
  }

  async editCore(lines: readonly string[]): Promise<void> {
    const block = this.#human();
    const edited = { ...block, value: lines.join('\n'), updatedAt: this.#now() };
    await this.#agent.editBlock(edited, {
      id: this.#newId(),
      agentId,
      label: block.label,
      at: edited.updatedAt,
      by: 'person',
      reason: 'Edited in the memory panel',
      runId: null,
      before: block.value,
      after: edited.value,
    });
  }

  /** A document's passages become searchable; `tells` lets the chat hear of it. */
  async addDocument(
    name: string,
    passages: readonly { text: string; page: number | null; headingPath: readonly string[] }[],
    tells: boolean,
  ): Promise<void> {
    this.#documents += 1;
    const documentId = `document${this.#documents}`;
    for (const [ordinal, { text, page, headingPath }] of passages.entries()) {
      const place = { ordinal, page, headingPath, start: 0, end: text.length };
      const passage = { id: this.#newId(), documentId, text, ...place, createdAt: this.#now(), runId: null };
      this.#db.passages.set(passage.id, passage);
      this.search.passageAdded(passage, name);
    }
    if (!tells) return;
    const pages = passages.at(-1)?.page ?? null;
    await this.note({
      type: 'document_added',
      at: this.#now(),
      documentId,
      name,
      pages,
      passages: passages.length,
    });
  }

  /** Messages of an earlier chat, which recall holds. */
  rememberEarlierChat(messages: readonly EarlierMessage[], minutesBetween: number): void {
    this.#db.conversations.set(earlierId, this.#newChat(earlierId));
    this.#storeMessages(earlierId, messages, minutesBetween);
  }

  /** This chat is long under way: `messages` were evicted, and `summary` stands for them. */
  beginEvicted(messages: readonly EarlierMessage[], minutesBetween: number, summary: string): void {
    const last = this.#storeMessages(this.#chatId, messages, minutesBetween);
    const chat = this.#chat();
    const labels = { ...chat.labels, messages: chat.labels.messages + 1 };
    this.#db.conversations.set(this.#chatId, {
      ...chat,
      headId: last,
      labels,
      summary: {
        text: summary,
        throughMessageId: last,
        label: `m${labels.messages}`,
        messages: messages.length,
        createdAt: this.time,
        by: 'model',
      },
    });
  }

  /** Lines of the human block as they are stored. */
  core(): readonly string[] {
    return this.#human().value.split('\n');
  }

  /** Whether any message in the window, or the summary, holds `text`. */
  async isInWindow(text: string): Promise<boolean> {
    const conversation = this.#chat();
    const { headId, summary } = conversation;
    const path = headId
      ? await this.#store.path(headId, summary ? { afterId: summary.throughMessageId } : {})
      : [];
    return [summary?.text ?? '', ...path.map((message) => message.content)].some((it) => it.includes(text));
  }

  /** Messages of this chat, evicted ones included. */
  async messageCount(): Promise<number> {
    const { headId } = this.#chat();
    return headId ? (await this.#store.path(headId)).length : 0;
  }

  get summary(): string | null {
    return this.#chat().summary?.text ?? null;
  }

  #chat() {
    const conversation = this.#db.conversations.get(this.#chatId);
    if (!conversation) throw new Error('The chat is gone.');
    return conversation;
  }

  #human() {
    const block = [...this.#db.blocks.values()].findLast((it) => it.label === 'human');
    if (!block) throw new Error('There is no human block.');
    return block;
  }

  #newChat(id: string) {
    return { ...newConversation(agentId, id, this.time), title: 'Chat' };
  }

  #storeMessages(chatId: string, messages: readonly EarlierMessage[], minutesBetween: number): string {
    let parentId: string | null = null;
    const startedAt = this.time - (messages.length + 1) * minutesBetween * MINUTE;
    for (const [index, { role, text }] of messages.entries()) {
      const message: Message = {
        id: this.#newId(),
        conversationId: chatId,
        parentId,
        runId: null,
        role,
        content: text,
        parts: [],
        text,
        createdAt: startedAt + index * minutesBetween * MINUTE,
        modelId: null,
      };
      this.#db.messages.set(message.id, message);
      this.search.messageAdded(message);
      parentId = message.id;
    }
    if (parentId === null) throw new Error('Nothing was said.');
    return parentId;
  }

  #newId(): string {
    this.#ids += 1;
    return `i${String(this.#ids).padStart(6, '0')}`;
  }

  #now(): number {
    this.time += 100;
    return this.time;
  }
}
