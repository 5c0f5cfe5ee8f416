import type { Block, BlockEdit } from './block.ts';
import type { Clock } from './clock.ts';
import type { Conversation } from './conversation.ts';
import type { LanguageModel } from './language-model.ts';
import {
  countInstructions,
  type MainContext,
  type Measure,
  mapWindow,
  measure,
  renderPrefix,
} from './main-context.ts';
import type { MemorySearch } from './memory-search.ts';
import type { Commit, MemoryStore } from './memory-store.ts';
import type { Message, MessagePart } from './message.ts';
import { chooseEvicted, summariseEvicted } from './queue-manager.ts';
import { renderParts } from './render-part.ts';
import type { Epoch, Trace, WindowMap } from './trace.ts';
import { charactersWithin, type WindowBudget, windowBudget } from './window-budget.ts';

/** What the kernel is given: everything outside it, time and ids included. */
export interface AgentDependencies {
  readonly agentId: string;
  readonly store: MemoryStore;
  readonly search: MemorySearch;
  readonly clock: Clock;
  /** Unique, and sorting by the time of making. */
  readonly newId: () => string;
  readonly emit: (trace: Trace) => void;
  /** Whether the system searches before the model asks; it does unless told not to. */
  readonly readsAhead?: () => boolean;
}

export interface AppendOptions {
  /** Stored events that this message takes in. */
  readonly finishedEvents?: readonly string[];
  /** Prompt tokens at which the flush comes; the window less the reply reserve unless given. */
  readonly limit?: number;
}

/**
 * One conversation in the window of one model. Owns the rule that the prompt only grows within an epoch, and
 * that nothing is in it which is not stored.
 */
export class Session {
  readonly model: LanguageModel;
  readonly budget: WindowBudget;
  readonly #deps: AgentDependencies;
  #conversation: Conversation;
  #blocks: readonly Block[];
  #context: MainContext | null = null;
  #measure: Measure = { total: 0, head: 0, summary: 0, queue: [] };
  #nextEpoch: Epoch['reason'];
  #instructions: number | null = null;
  /** The epoch that the engine's cache holds. */
  #readEpoch: string | null = null;

  private constructor(
    deps: AgentDependencies,
    model: LanguageModel,
    state: { conversation: Conversation; blocks: readonly Block[] },
    reason: Epoch['reason'],
  ) {
    this.#deps = deps;
    this.model = model;
    this.budget = windowBudget(model.windowTokens);
    this.#conversation = state.conversation;
    this.#blocks = state.blocks;
    this.#nextEpoch = reason;
  }

  /** Throws when there is no such conversation. */
  static async open(
    deps: AgentDependencies,
    conversationId: string,
    model: LanguageModel,
    reason: Epoch['reason'],
  ): Promise<Session> {
    const conversation = await deps.store.conversation(conversationId);
    if (!conversation) throw new Error(`There is no conversation ${conversationId}.`);
    const blocks = await deps.store.blocks(conversation.agentId);
    return new Session(deps, model, { conversation, blocks }, reason);
  }

  get conversation(): Conversation {
    return this.#conversation;
  }

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  /** The open epoch; throws before the first `append`. */
  get context(): MainContext {
    if (!this.#context) throw new Error('No epoch is open: append a packed message first.');
    return this.#context;
  }

  /** Tokens of the prompt as it stands. */
  get promptTokens(): number {
    return this.#measure.total;
  }

  /** Tokens that the engine has yet to read: the newest message alone, once it has read the epoch's rest. */
  get unreadTokens(): number {
    return this.#readEpoch === this.context.epoch.id
      ? (this.#measure.queue.at(-1) ?? 0)
      : this.#measure.total;
  }

  /** The next `append` renders the whole prompt anew: the engine's cache no longer matches. */
  invalidate(reason: Epoch['reason']): void {
    this.#context = null;
    this.#nextEpoch = reason;
  }

  /**
   * Stores something that happened outside a run and lets the next packed message carry it: the frozen prefix
   * is left alone. May be called while a run is under way.
   */
  async note(
    part: MessagePart,
    change: { readonly block?: Block; readonly blockEdit?: BlockEdit } = {},
  ): Promise<void> {
    await this.record({}, { ...change, conversation: { pending: [...this.#conversation.pending, part] } });
  }

  /**
   * Appends one packed message: what was pending and `parts`, with a memory-pressure alert when the window
   * passes its mark, after a flush when it would pass `limit` tokens. Stored before the model can see it.
   */
  async append(
    runId: string,
    parts: readonly MessagePart[],
    { finishedEvents = [], limit = this.budget.flushAt }: AppendOptions = {},
  ): Promise<void> {
    const before = await this.#currentContext();
    const { pending } = this.#conversation;
    let all = [...pending, ...this.#labelLong(parts)];
    let next = this.#extend(before, this.#pack(runId, all));
    let size = await measure(next, this.model);
    let conversation = this.#conversation;
    const pressed = size.total >= this.budget.pressureAt && before.queue.length > 1;
    if (pressed && !conversation.alerted && size.total <= limit) {
      const { window } = this.budget;
      all = [...all, { type: 'memory_pressure', at: this.#deps.clock.now(), filled: size.total, window }];
      next = this.#extend(before, this.#pack(runId, all));
      size = await measure(next, this.model);
      conversation = { ...conversation, alerted: true };
    }
    let flushed: Trace | null = null;
    if (size.total > limit) {
      const result = await this.#flush(next, size, conversation);
      flushed = {
        type: 'flush',
        conversationId: conversation.id,
        evicted: next.queue.length - result.context.queue.length,
        tokensBefore: size.total,
        tokensAfter: result.size.total,
      };
      ({ context: next, size, conversation } = result);
    }
    const message = lastOf(next.queue);
    const isNewEpoch = this.#context?.epoch.id !== next.epoch.id;
    // What was noted while the prompt was measured stays pending for the next packed message.
    conversation = {
      ...conversation,
      pending: this.#conversation.pending.slice(pending.length),
      labels: addLabels(conversation.labels, all),
      headId: message.id,
      updatedAt: message.createdAt,
    };
    this.#context = next;
    this.#measure = size;
    this.#conversation = conversation;
    await this.#deps.store.commit({
      conversation,
      messages: [message],
      finishedEvents,
      ...(isNewEpoch && { epoch: next.epoch }),
    });
    this.#deps.emit({ type: 'message-added', message });
    this.#deps.emit({ type: 'conversation-changed', conversation });
    if (flushed) this.#deps.emit(flushed);
    await this.#emitWindow();
  }

  /**
   * Stores a step's outcome in one transaction and, when there is one, puts the assistant's message at the
   * end of the queue.
   */
  async record(
    commit: Omit<Commit, 'conversation' | 'messages' | 'blocks' | 'blockEdits'>,
    change: {
      readonly message?: Message;
      readonly conversation?: Partial<Conversation>;
      readonly block?: Block | undefined;
      readonly blockEdit?: BlockEdit | undefined;
    },
  ): Promise<void> {
    const { message, block, blockEdit } = change;
    const conversation: Conversation = {
      ...this.#conversation,
      ...change.conversation,
      ...(message && { headId: message.id, updatedAt: message.createdAt }),
    };
    // In memory first: whatever else is stored while this commit is under way builds upon it.
    this.#conversation = conversation;
    if (block) this.#blocks = this.#blocks.map((it) => (it.label === block.label ? block : it));
    if (message && this.#context) {
      this.#context = { ...this.#context, queue: [...this.#context.queue, message] };
      this.#readEpoch = this.#context.epoch.id;
    }
    await this.#deps.store.commit({
      ...commit,
      conversation,
      ...(message && { messages: [message] }),
      ...(block && { blocks: [block] }),
      ...(blockEdit && { blockEdits: [blockEdit] }),
    });
    if (message) this.#deps.emit({ type: 'message-added', message });
    if (block && blockEdit) this.#deps.emit({ type: 'block-changed', block, edit: blockEdit });
    if (commit.step) this.#deps.emit({ type: 'step-end', step: commit.step });
    this.#deps.emit({ type: 'conversation-changed', conversation });
    if (!message || !this.#context) return;
    this.#measure = await measure(this.#context, this.model);
    await this.#emitWindow();
  }

  /** Renders the whole prompt anew over the queue as it is: for a step to be tried again. */
  async reopen(reason: Epoch['reason']): Promise<void> {
    this.invalidate(reason);
    const context = await this.#currentContext();
    this.#measure = await measure(context, this.model);
    this.#context = context;
    await this.#deps.store.commit({ epoch: context.epoch });
  }

  /** The messages that are in the window, or would be if the next message opened it; oldest first. */
  async queue(): Promise<readonly Message[]> {
    return (await this.#currentContext()).queue;
  }

  /** The window as it stands, or would stand if the next message opened it. */
  async windowMap(): Promise<WindowMap> {
    const size = this.#context ? this.#measure : await measure(await this.#currentContext(), this.model);
    this.#instructions ??= await countInstructions(this.budget.window, this.model);
    return { ...mapWindow(size, this.#instructions, this.#conversation, this.budget), exact: true };
  }

  async #emitWindow(): Promise<void> {
    const map = await this.windowMap();
    this.#deps.emit({ type: 'window-changed', conversationId: this.#conversation.id, map });
  }

  /** The open epoch's context, or a new epoch's over the queue as it is stored. */
  async #currentContext(): Promise<MainContext> {
    if (this.#context) return this.#context;
    const { headId, summary } = this.#conversation;
    const options = summary ? { afterId: summary.throughMessageId } : {};
    const queue = headId ? await this.#deps.store.path(headId, options) : [];
    return this.#openEpoch(this.#conversation, queue, this.#nextEpoch);
  }

  #openEpoch(conversation: Conversation, queue: readonly Message[], reason: Epoch['reason']): MainContext {
    return {
      queue,
      epoch: {
        id: this.#deps.newId(),
        conversationId: conversation.id,
        openedAt: this.#deps.clock.now(),
        reason,
        prefix: renderPrefix(this.#blocks, conversation, this.budget.window),
        firstMessageId: queue[0]?.id ?? '',
      },
    };
  }

  #extend(context: MainContext, message: Message): MainContext {
    const firstMessageId = context.epoch.firstMessageId || message.id;
    return { epoch: { ...context.epoch, firstMessageId }, queue: [...context.queue, message] };
  }

  #pack(runId: string, parts: readonly MessagePart[]): Message {
    const said = parts.flatMap((part) => (part.type === 'user_message' ? [part.text] : []));
    return {
      id: this.#deps.newId(),
      conversationId: this.#conversation.id,
      parentId: this.#conversation.headId,
      runId,
      role: 'user',
      content: renderParts(
        parts.map((part) => this.#shorten(part)),
        this.#deps.clock,
      ),
      parts,
      text: said.join('\n'),
      createdAt: this.#deps.clock.now(),
      modelId: this.model.modelId,
    };
  }

  /** What the person said at length gets a label, under which memory_read reads on. */
  #labelLong(parts: readonly MessagePart[]): MessagePart[] {
    const { messages } = this.#conversation.labels;
    return parts.map((part) =>
      part.type === 'user_message' && this.isLong(part.text) ? { ...part, label: `m${messages + 1}` } : part,
    );
  }

  /** What the model is shown of a long message: its first page. The row keeps the whole. */
  #shorten(part: MessagePart): MessagePart {
    if (part.type !== 'user_message' || !this.isLong(part.text)) return part;
    return { ...part, text: part.text.slice(0, this.#room()) };
  }

  /** Whether a message is over its share of the window. */
  isLong(text: string): boolean {
    return text.length > this.#room();
  }

  /** Characters that one message may take in the prompt. */
  #room(): number {
    return charactersWithin(this.budget.packed);
  }

  /**
   * Opens a new epoch without the oldest messages. The packed message is last in `context.queue` and always
   * stays. Throws when even the packed message alone does not fit, which the budget's shares rule out.
   */
  async #flush(
    context: MainContext,
    size: Measure,
    conversation: Conversation,
  ): Promise<{ context: MainContext; size: Measure; conversation: Conversation }> {
    const packed = lastOf(context.queue);
    const queue = context.queue.slice(0, -1);
    const over = size.total - this.budget.flushAt;
    const gentle = chooseEvicted(queue, size.queue.slice(0, -1), over);
    for (const count of gentle > 0 && gentle < queue.length ? [gentle, queue.length] : [queue.length]) {
      if (count === 0) break;
      const summary = summariseEvicted(
        conversation,
        queue.slice(0, count),
        this.budget,
        this.#deps.clock.now(),
      );
      const flushed: Conversation = {
        ...conversation,
        summary,
        preparedSummary: null,
        alerted: false,
        labels: { ...conversation.labels, messages: conversation.labels.messages + 1 },
      };
      const next = this.#openEpoch(flushed, [...queue.slice(count), packed], 'flush');
      const after = await measure(next, this.model);
      if (after.total <= this.budget.flushAt) return { context: next, size: after, conversation: flushed };
    }
    throw new Error(
      `A prompt of ${size.total} tokens does not fit ${this.budget.flushAt} even after a flush.`,
    );
  }
}

function lastOf(messages: readonly Message[]): Message {
  const last = messages.at(-1);
  if (!last) throw new Error('The queue is empty.');
  return last;
}

/** Counts the labels that a packed message gives out itself; those of results were counted with their step. */
function addLabels(labels: Conversation['labels'], parts: readonly MessagePart[]): Conversation['labels'] {
  let { passages, messages } = labels;
  for (const part of parts) {
    if (part.type === 'user_message' && part.label !== undefined) messages += 1;
    if (part.type !== 'readahead') continue;
    passages += part.hits.filter((hit) => hit.kind === 'passage').length;
    messages += part.hits.filter((hit) => hit.kind === 'message').length;
  }
  return { passages, messages };
}
