import type { AgentDependencies } from './agent-dependencies.ts';
import type { Block, BlockEdit } from './block.ts';
import { startsFrom, withBlocks } from './block-changes.ts';
import type { Conversation } from './conversation.ts';
import { fitParts } from './fit-parts.ts';
import { fitSummary } from './fit-summary.ts';
import type { LanguageModel } from './language-model.ts';
import { leftOutOf } from './left-out-of.ts';
import {
  countInstructions,
  type MainContext,
  type Measure,
  mapWindow,
  measure,
  renderPrefix,
} from './main-context.ts';
import { markMaterial } from './mark-material.ts';
import type { Commit } from './memory-store.ts';
import type { Message, MessagePart } from './message.ts';
import { startFromNotes } from './note-changes.ts';
import { labelLong, labelsAfter } from './part-labels.ts';
import { chooseEvicted, summariseEvicted } from './queue-manager.ts';
import { Serial } from './serial.ts';
import { type InstructionsForm, instructionsForm } from './system-instructions.ts';
import type { Epoch, Trace, WindowMap } from './trace.ts';
import { type WindowBudget, windowBudget } from './window-budget.ts';

export interface AppendOptions {
  /** Stored events that this message takes in. */
  readonly finishedEvents?: readonly string[];
  /** Prompt tokens at which the flush comes; the window less the reply reserve unless given. */
  readonly limit?: number;
}

/** What a step, or the person, changed. */
export interface SessionChange {
  /** The assistant's message, which goes to the end of the queue. */
  readonly message?: Message;
  /** Worked out when it is this change's turn, from the conversation as it stands then. */
  readonly conversation?: (conversation: Conversation) => Partial<Conversation>;
  readonly blocks?: readonly Block[];
  readonly blockEdits?: readonly BlockEdit[];
  /** Blocks came, went or changed in more than their text: the next message opens a new epoch. */
  readonly reframes?: boolean;
}

/** What else is stored with a change; messages are those of other chats. */
export type RecordedCommit = Omit<Commit, 'conversation' | 'blocks' | 'blockEdits'>;

/**
 * One conversation in the window of one model. Owns the rule that the prompt only grows within an epoch, and
 * that nothing is in it which is not stored: what is in memory changes after its commit, and one change comes
 * after another.
 */
export class Session {
  readonly model: LanguageModel;
  readonly budget: WindowBudget;
  readonly #deps: AgentDependencies;
  readonly #form: InstructionsForm;
  readonly #changes = new Serial();
  #conversation: Conversation;
  #blocks: readonly Block[];
  #context: MainContext | null = null;
  #measure: Measure = { total: 0, head: 0, summary: 0, queue: [] };
  #nextEpoch: Epoch['reason'];
  #instructions: number | null = null;
  /** The open epoch's prefix shows blocks that are no longer. */
  #isOutdated = false;
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
    this.#form = model.instructions ?? instructionsForm(model.windowTokens);
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

  /** Whether the model is told how its memory works; false for one that was trained on the protocol. */
  get isExplained(): boolean {
    return this.#form !== 'minimal';
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
    this.#isOutdated = false;
    this.#nextEpoch = reason;
  }

  /**
   * Appends one packed message: what was pending and `parts`, with a memory-pressure alert when the window
   * passes its mark, after a flush when it would pass `limit` tokens. Stored before the model can see it.
   */
  append(runId: string, parts: readonly MessagePart[], options: AppendOptions = {}): Promise<void> {
    return this.#changes.run(() => this.#append(runId, parts, options));
  }

  /**
   * Stores a step's outcome, or something that happened outside a run, in one transaction. Returns false, and
   * stores nothing, when an edit starts from what stands no longer: the person's word is later.
   */
  record(commit: RecordedCommit, change: SessionChange): Promise<boolean> {
    return this.#changes.run(() => this.#record(commit, change));
  }

  /** Renders the whole prompt anew over the queue as it is: for a step to be tried again. */
  reopen(reason: Epoch['reason']): Promise<void> {
    return this.#changes.run(async () => {
      this.invalidate(reason);
      let context = await this.#currentContext();
      let size = await measure(context, this.model);
      let conversation = this.#conversation;
      // Core memory may have grown since the queue was measured.
      if (size.total > this.budget.flushAt) {
        ({ context, size, conversation } = await this.#flush(context, size, conversation));
      }
      await this.#deps.store.commit({ epoch: context.epoch, conversation });
      this.#measure = size;
      this.#context = context;
      this.#conversation = conversation;
      this.#deps.emit({ type: 'conversation-changed', conversation });
      await this.#emitWindow();
    });
  }

  /** The messages that are in the window, or would be if the next message opened it; oldest first. */
  async queue(): Promise<readonly Message[]> {
    return (await this.#currentContext()).queue;
  }

  /** The window as it stands, or would stand if the next message opened it. */
  async windowMap(): Promise<WindowMap> {
    const size = this.#context ? this.#measure : await measure(await this.#currentContext(), this.model);
    this.#instructions ??= await countInstructions(this.#form, this.model, this.#conversation);
    return { ...mapWindow(size, this.#instructions, this.#conversation, this.budget), exact: true };
  }

  async #append(
    runId: string,
    parts: readonly MessagePart[],
    { finishedEvents = [], limit = this.budget.flushAt }: AppendOptions,
  ): Promise<void> {
    if (this.#isOutdated) this.invalidate('core-memory');
    const before = await this.#currentContext();
    const { pending, labels } = this.#conversation;
    let all = this.#marked([...pending, ...labelLong(parts, labels, this.budget)]);
    let conversation: Conversation = {
      ...this.#conversation,
      pending: [],
      ...labelsAfter(this.#conversation, all),
    };
    let next = this.#extend(before, await this.#pack(runId, all));
    let size = await measure(next, this.model);
    const isPressed = size.total >= this.budget.pressureAt && before.queue.length > 1;
    // A temporary chat could write nothing down.
    const isTold = conversation.alerted || conversation.temporary;
    if (isPressed && !isTold && size.total <= limit) {
      const { window } = this.budget;
      all = [...all, { type: 'memory_pressure', at: this.#deps.clock.now(), filled: size.total, window }];
      next = this.#extend(before, await this.#pack(runId, all));
      size = await measure(next, this.model);
      conversation = { ...conversation, alerted: true };
    }
    let flush: Trace | null = null;
    if (size.total > limit) {
      const flushed = await this.#flush(next, size, conversation);
      const evicted = next.queue.length - flushed.context.queue.length;
      const tokens = { tokensBefore: size.total, tokensAfter: flushed.size.total };
      flush = { type: 'flush', conversationId: conversation.id, evicted, ...tokens };
      ({ context: next, size, conversation } = flushed);
    }
    const message = lastOf(next.queue);
    conversation = { ...conversation, headId: message.id, updatedAt: message.createdAt };
    const isNewEpoch = this.#context?.epoch.id !== next.epoch.id;
    await this.#deps.store.commit({
      conversation,
      messages: [message],
      finishedEvents,
      ...(isNewEpoch && { epoch: next.epoch }),
    });
    this.#context = next;
    this.#measure = size;
    this.#conversation = conversation;
    this.#deps.emit({ type: 'message-added', message });
    this.#deps.emit({ type: 'conversation-changed', conversation });
    if (flush) this.#deps.emit(flush);
    await this.#emitWindow();
  }

  async #record(
    commit: RecordedCommit,
    { message, blocks = [], blockEdits = [], conversation: change, reframes = false }: SessionChange,
  ): Promise<boolean> {
    if (!startsFrom(this.#blocks, { blocks, blockEdits }, message !== undefined)) return false;
    if (message && !(await startFromNotes(commit.noteEdits ?? [], this.#deps.store))) return false;
    const conversation: Conversation = {
      ...this.#conversation,
      ...change?.(this.#conversation),
      ...(message && { headId: message.id, updatedAt: message.createdAt }),
    };
    await this.#deps.store.commit({
      ...commit,
      conversation,
      blocks,
      blockEdits,
      messages: [...(commit.messages ?? []), ...(message ? [message] : [])],
    });
    this.#conversation = conversation;
    this.#blocks = withBlocks(this.#blocks, blocks, commit.removedBlocks ?? []);
    this.#isOutdated ||= reframes;
    this.#emitRecorded(commit, { message, blocks, blockEdits });
    if (!message || !this.#context) return true;
    this.#context = { ...this.#context, queue: [...this.#context.queue, message] };
    this.#readEpoch = this.#context.epoch.id;
    this.#measure = await measure(this.#context, this.model);
    await this.#emitWindow();
    return true;
  }

  #emitRecorded(
    { step }: Pick<Commit, 'step'>,
    changed: { message: Message | undefined; blocks: readonly Block[]; blockEdits: readonly BlockEdit[] },
  ): void {
    const { emit } = this.#deps;
    if (changed.message) emit({ type: 'message-added', message: changed.message });
    for (const [index, block] of changed.blocks.entries()) {
      const edit = changed.blockEdits[index];
      if (edit) emit({ type: 'block-changed', block, edit });
    }
    if (step) emit({ type: 'step-end', step });
    emit({ type: 'conversation-changed', conversation: this.#conversation });
  }

  /** A model that was trained on the protocol alone was trained without marks, and is not one to talk to. */
  #marked(parts: readonly MessagePart[]): readonly MessagePart[] {
    const { newMark } = this.#deps;
    return newMark && this.isExplained ? markMaterial(parts, newMark) : parts;
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

  async #openEpoch(
    conversation: Conversation,
    queue: readonly Message[],
    reason: Epoch['reason'],
  ): Promise<MainContext> {
    const { summary } = conversation;
    const count = (text: string) => this.#countText(text);
    const shown = {
      ...conversation,
      summary: summary && (await fitSummary(summary, this.budget.summary, count)),
    };
    return {
      queue,
      epoch: {
        id: this.#deps.newId(),
        conversationId: conversation.id,
        openedAt: this.#deps.clock.now(),
        reason,
        prefix: renderPrefix(this.#blocks, shown, this.#form),
        firstMessageId: queue[0]?.id ?? '',
        ...(await leftOutOf(queue, this.#deps.store)),
      },
    };
  }

  async #countText(content: string): Promise<number> {
    const [tokens = 0] = await this.model.countTokens([{ role: 'user', content }]);
    return tokens;
  }

  #extend(context: MainContext, message: Message): MainContext {
    const firstMessageId = context.epoch.firstMessageId || message.id;
    return { epoch: { ...context.epoch, firstMessageId }, queue: [...context.queue, message] };
  }

  async #pack(runId: string, parts: readonly MessagePart[]): Promise<Message> {
    const { clock, newId } = this.#deps;
    const count = (content: string) => this.#countText(content);
    return {
      id: newId(),
      conversationId: this.#conversation.id,
      parentId: this.#conversation.headId,
      runId,
      role: 'user',
      content: await fitParts(parts, { tokens: this.budget.packed, clock, count }),
      parts,
      text: parts.flatMap((part) => (part.type === 'user_message' ? [part.text] : [])).join('\n'),
      createdAt: clock.now(),
      modelId: this.model.modelId,
    };
  }

  /**
   * Opens a new epoch without the oldest messages. The packed message is last in `context.queue` and always
   * stays. Throws when even that does not fit: core memory is too large for this model's window.
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
    for (const count of [gentle, queue.length]) {
      if (count === 0) continue;
      const evicted = queue.slice(0, count);
      const summary = summariseEvicted(conversation, evicted, this.budget, this.#deps.clock.now());
      const flushed: Conversation = {
        ...conversation,
        summary,
        preparedSummary: null,
        alerted: false,
        labels: { ...conversation.labels, messages: conversation.labels.messages + 1 },
      };
      const next = await this.#openEpoch(flushed, [...queue.slice(count), packed], 'flush');
      const after = await measure(next, this.model);
      if (after.total <= this.budget.flushAt) return { context: next, size: after, conversation: flushed };
    }
    throw new Error(
      `Core memory and the instructions take ${size.head} tokens, too many for this model's window of ${this.budget.window}. Your message was kept. Shorten core memory, or load a model with a larger window.`,
    );
  }
}

function lastOf(messages: readonly Message[]): Message {
  const last = messages.at(-1);
  if (!last) throw new Error('The queue is empty.');
  return last;
}
