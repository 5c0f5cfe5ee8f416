import type { Agent } from '../kernel/agent.ts';
import { branchOff } from '../kernel/branch-off.ts';
import { chatTitle } from '../kernel/chat-title.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Conversation } from '../kernel/conversation.ts';
import { inheritCopies } from '../kernel/inherit-copies.ts';
import type { LanguageModel } from '../kernel/language-model.ts';
import type { Message } from '../kernel/message.ts';
import { newConversation } from '../kernel/new-conversation.ts';
import { Serial } from '../kernel/serial.ts';
import type { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import type { OpenStores } from '../storage/open-stores.ts';
import type { AppPush, AppRequests, ConversationView } from './app-protocol.ts';
import type { RunQueue } from './run-queue.ts';

type Params<Name extends keyof AppRequests> = AppRequests[Name]['params'];
type Result<Name extends keyof AppRequests> = Promise<AppRequests[Name]['result']>;

export interface ChatServiceDependencies {
  readonly agentId: string;
  readonly stores: Pick<OpenStores, 'memory' | 'workspace'>;
  readonly search: HybridMemorySearch;
  readonly agent: Agent;
  readonly runs: RunQueue;
  readonly model: () => LanguageModel | null;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Told of texts that search is to find from now on. */
  readonly textsAdded: () => void;
  readonly push: (push: AppPush) => void;
}

/** Messages and steps shown of a chat when it opens. */
const VIEW_MESSAGES = 200;
const VIEW_STEPS = 50;

/** How long a deleted chat can be brought back: a little longer than the page offers it. */
const RESTORABLE_MS = 12_000;

const GONE = 'This message is not part of the chat any more. Nothing was changed.';

/** What the person does with chats as a whole: open, name, keep aside, branch, delete. */
export class ChatService {
  readonly #deps: ChatServiceDependencies;
  readonly #removals = new Serial();
  #currentId = '';

  constructor(deps: ChatServiceDependencies) {
    this.#deps = deps;
  }

  /** The chat that is open in the page. */
  get currentId(): string {
    return this.#currentId;
  }

  /**
   * Removes for good what an earlier page left marked as deleted, and temporary chats. What can't be removed, on
   * a full disk, stays hidden. Resolves with the chat to open.
   */
  async start(): Promise<Conversation> {
    const { workspace } = this.#deps.stores;
    for (const { id } of await workspace.passingConversations()) {
      this.#deps.search.hideConversation(id, true);
      await this.#remove(id).catch((error: unknown) => this.#tell(error));
    }
    const current = (await workspace.newestConversation()) ?? (await this.#create());
    this.#currentId = current.id;
    return current;
  }

  async newConversation({ temporary = false }: Params<'newConversation'> = {}): Result<'newConversation'> {
    const listed = temporary ? [] : await this.#listed();
    const empty = listed.find(isUnused);
    const { id } = empty ?? (await this.#create(temporary));
    return this.openConversation({ id });
  }

  async openConversation({
    id,
    limit = VIEW_MESSAGES,
  }: Params<'openConversation'>): Promise<ConversationView> {
    const { stores, agent, model } = this.#deps;
    const { memory, workspace } = stores;
    const conversation = await memory.conversation(id);
    if (!conversation || isDeleted(conversation)) throw new Error('This chat no longer exists.');
    const leftId = this.#currentId;
    this.#currentId = id;
    if (leftId !== id) void this.#leave(leftId).catch((error: unknown) => this.#tell(error));
    const path = conversation.headId ? await memory.path(conversation.headId, { limit: limit + 1 }) : [];
    return {
      conversation,
      messages: path.slice(-limit),
      hasEarlier: path.length > limit,
      windowMap: await agent.windowMap(id, model()),
      steps: await workspace.steps(id, VIEW_STEPS),
      partialReply: await memory.partialReply(id),
      draft: await workspace.draft(id),
      versions: await this.#versionsOf(path.slice(-limit)),
    };
  }

  async earlierMessages({
    conversationId,
    beforeId,
    limit,
  }: Params<'earlierMessages'>): Result<'earlierMessages'> {
    const { memory } = this.#deps.stores;
    const [before] = await memory.messages([beforeId]);
    if (before?.conversationId !== conversationId) throw new Error(GONE);
    const path = before.parentId === null ? [] : await memory.path(before.parentId, { limit: limit + 1 });
    const messages = path.slice(-limit);
    return { messages, hasEarlier: path.length > limit, versions: await this.#versionsOf(messages) };
  }

  async switchVersion({ conversationId, messageId }: Params<'switchVersion'>): Result<'switchVersion'> {
    await this.#deps.runs.end(conversationId);
    await this.#deps.agent.switchVersion(conversationId, messageId);
    return this.openConversation({ id: conversationId });
  }

  async goOn({ conversationId }: Params<'goOn'>): Result<'goOn'> {
    if (!this.#deps.model()) throw new Error('No model is in use that could go on. Load one first.');
    await this.#deps.runs.goOn(conversationId);
    return null;
  }

  async deleteExchange({ conversationId, messageId }: Params<'deleteExchange'>): Result<'deleteExchange'> {
    await this.#deps.runs.end(conversationId);
    const versionId = await this.#deps.agent.deleteExchange(conversationId, messageId);
    if (versionId === null) throw new Error(GONE);
    return { versionId };
  }

  async leaveOut({ conversationId, messageId, leftOut }: Params<'leaveOut'>): Result<'leaveOut'> {
    await this.#deps.runs.end(conversationId);
    if (!(await this.#deps.agent.leaveOut(conversationId, messageId, leftOut))) throw new Error(GONE);
    return null;
  }

  async changeConversation({
    id,
    title,
    ...marks
  }: Params<'changeConversation'>): Result<'changeConversation'> {
    const named = title === undefined ? {} : { title: title.trim() || (await this.#automaticTitle(id)) };
    await this.#deps.agent.change(id, () => ({ ...marks, ...named }));
    return null;
  }

  async branchConversation({
    conversationId,
    messageId,
  }: Params<'branchConversation'>): Result<'branchConversation'> {
    const { memory } = this.#deps.stores;
    const from = await memory.conversation(conversationId);
    const path = from?.headId ? await memory.path(from.headId) : [];
    const branch = from && branchOff(from, path, messageId, this.#deps);
    if (!branch) throw new Error('This message is not part of the chat any more. No branch was made.');
    await memory.commit(branch);
    return this.openConversation({ id: branch.conversation.id });
  }

  async readConversation({ id }: Params<'readConversation'>): Result<'readConversation'> {
    const { memory } = this.#deps.stores;
    const conversation = await memory.conversation(id);
    if (!conversation || isDeleted(conversation)) throw new Error('This chat no longer exists.');
    const messages = conversation.headId ? await memory.path(conversation.headId) : [];
    return { conversation, messages };
  }

  /** Nobody sees the chat from now on, and search finds nothing in it; later it goes for good. */
  async deleteConversation({ id }: Params<'deleteConversation'>): Result<'deleteConversation'> {
    const { runs, agent, search, clock, wait } = this.#deps;
    const deletedAt = clock.now();
    await agent.change(id, () => ({ deletedAt }));
    search.hideConversation(id, true);
    runs.stop(id);
    void wait(RESTORABLE_MS)
      .then(() => this.#removals.run(() => this.#removeDeleted(id, deletedAt)))
      .catch((error: unknown) => this.#tell(error));
    return null;
  }

  async restoreConversation({ id }: Params<'restoreConversation'>): Result<'restoreConversation'> {
    const { stores, agent, search, runs } = this.#deps;
    await this.#removals.run(async () => {
      if (!(await stores.memory.conversation(id))) throw new Error('This chat is gone for good by now.');
      await agent.change(id, () => ({ deletedAt: null }));
    });
    search.hideConversation(id, false);
    // What was said and not answered yet when the chat was deleted.
    for (const event of await stores.memory.pendingEvents()) {
      if (event.conversationId === id) runs.enqueue(event);
    }
    return null;
  }

  async saveDraft({ conversationId, text }: Params<'saveDraft'>): Result<'saveDraft'> {
    await this.#deps.stores.workspace.saveDraft(conversationId, text);
    return null;
  }

  async #create(temporary = false): Promise<Conversation> {
    const { stores, agentId, newId, clock, search } = this.#deps;
    const conversation: Conversation = {
      ...newConversation(agentId, newId(), clock.now()),
      ...(temporary && { temporary: true }),
    };
    await stores.memory.commit({ conversation });
    if (temporary) search.hideConversation(conversation.id, true);
    return conversation;
  }

  /** A temporary chat ends when another is opened. */
  async #leave(id: string): Promise<void> {
    const left = await this.#deps.stores.memory.conversation(id);
    if (left?.temporary) await this.#remove(id);
  }

  async #removeDeleted(id: string, deletedAt: number): Promise<void> {
    const conversation = await this.#deps.stores.memory.conversation(id);
    // Brought back meanwhile, and perhaps deleted once more.
    if (conversation?.deletedAt === deletedAt) await this.#remove(id);
  }

  async #remove(id: string): Promise<void> {
    const { stores, agent, agentId, runs, search, push } = this.#deps;
    await runs.end(id);
    agent.forget(id);
    await this.#bequeath(id);
    const proposals = await stores.memory.proposals(agentId);
    await stores.workspace.removeConversation(id);
    search.conversationRemoved(id);
    for (const { id: proposalId } of proposals.filter((it) => it.conversationId === id)) {
      push({ type: 'proposal-settled', id: proposalId });
    }
  }

  /** What branches repeat of a chat that goes is found in them from now on. */
  async #bequeath(id: string): Promise<void> {
    const { stores, search, textsAdded } = this.#deps;
    const { memory, workspace } = stores;
    const all = [...(await this.#listed()), ...(await workspace.passingConversations())];
    const branches = all.filter((it) => it.branchedFrom !== undefined && it.id !== id);
    if (branches.length === 0) return;
    const gone = new Set((await workspace.messagesOf(id)).map((message) => message.id));
    const copies: Message[] = [];
    for (const branch of branches.sort((one, other) => one.createdAt - other.createdAt)) {
      copies.push(...(await workspace.messagesOf(branch.id)));
    }
    const messages = inheritCopies(copies, gone);
    if (messages.length === 0) return;
    await memory.commit({ messages });
    for (const message of messages) search.messageAdded(message);
    textsAdded();
  }

  async #automaticTitle(id: string): Promise<string> {
    const { memory } = this.#deps.stores;
    const conversation = await memory.conversation(id);
    const path = conversation?.headId ? await memory.path(conversation.headId) : [];
    const said = path.flatMap(({ parts }) => parts).find((part) => part.type === 'user_message');
    return said?.type === 'user_message' ? chatTitle(said.text) : '';
  }

  #versionsOf(path: readonly Message[]): Promise<Record<string, readonly string[]>> {
    const asked = path.filter((it) => it.parts.some((part) => part.type === 'user_message'));
    return this.#deps.stores.workspace.versions(asked);
  }

  #listed(): Promise<Conversation[]> {
    return this.#deps.stores.workspace.conversations();
  }

  #tell(error: unknown): void {
    this.#deps.push({ type: 'notice', message: error instanceof Error ? error.message : String(error) });
  }
}

/** Nothing was said in it, and nothing done with it. */
function isUnused({ headId, title, pinned, archived }: Conversation): boolean {
  return headId === null && title === '' && !pinned && !archived;
}

function isDeleted({ deletedAt }: Conversation): boolean {
  return (deletedAt ?? null) !== null;
}
