import type { AgentDependencies } from './agent-dependencies.ts';
import { answerBySearch } from './answer-by-search.ts';
import type { Block, BlockEdit } from './block.ts';
import { type Branch, findExchange, removeExchange, rewind, switchVersion } from './branch.ts';
import type { CancelSignal } from './cancel-signal.ts';
import { chatTitle } from './chat-title.ts';
import type { Conversation } from './conversation.ts';
import { estimateWindow, USUAL_WINDOW } from './estimate-window.ts';
import type { AgentEvent, PendingEvent } from './event.ts';
import { interruptedEnd } from './interrupted-end.ts';
import { interruptedReply } from './interrupted-reply.ts';
import { isLeftUnanswered } from './is-left-unanswered.ts';
import type { LanguageModel } from './language-model.ts';
import { markLeftOut } from './mark-left-out.ts';
import type { MessagePart } from './message.ts';
import type { NoteEdit } from './note-edit.ts';
import { OutsideEdits } from './outside-edits.ts';
import { ownRuns } from './own-runs.ts';
import type { Passage } from './passage.ts';
import { Run } from './run.ts';
import { MAX_STEPS } from './run-limits.ts';
import { Serial } from './serial.ts';
import { Session } from './session.ts';
import type { RunOutcome, WindowMap } from './trace.ts';
import type { Undone } from './undo-edits.ts';
import { unreadMessage } from './unread-message.ts';
import { windowBudget } from './window-budget.ts';

/**
 * The agent: takes events in, lets traces out. One run at a time; the caller sees to that, and passes the
 * model that is loaded, or `null`.
 */
export class Agent {
  readonly #deps: AgentDependencies;
  /** The conversation whose prompt the engine's cache holds. */
  #session: Session | null = null;
  readonly #changes = new Serial();
  readonly #outside: OutsideEdits;

  constructor(deps: AgentDependencies) {
    this.#deps = deps;
    this.#outside = new OutsideEdits(deps, () => this.#session);
  }

  /** Stores an event before it is handled. Rejects with nothing stored. */
  async receive(conversationId: string, event: AgentEvent): Promise<PendingEvent> {
    const pending: PendingEvent = { id: this.#deps.newId(), conversationId, event };
    await this.#deps.store.commit({ addedEvents: [pending] });
    return pending;
  }

  /** Handles a stored event; every outcome, failure included, is also a trace. */
  async handle(
    pending: PendingEvent,
    model: LanguageModel | null,
    signal: CancelSignal,
  ): Promise<RunOutcome> {
    const { id, conversationId, event } = pending;
    return this.#traced(conversationId, async (runId) => {
      const conversation = await this.#deps.store.conversation(conversationId);
      if (!conversation || conversation.deletedAt) {
        if (!conversation) await this.#deps.store.commit({ finishedEvents: [id] });
        return { type: 'failed', message: 'The chat was removed before this could be answered.' };
      }
      if (this.#session?.conversation.id !== conversationId) await this.recover(conversationId);
      if (event.type === 'user_message') await this.#giveTitle(conversation, event.text);
      if (!model) return this.#searchOnly(pending, runId);
      const run = new Run(this.#deps, await this.#open(conversationId, model), signal, runId);
      const isAwaited = event.type === 'user_message' || event.type === 'continue';
      return isAwaited ? run.answer([event], [id]) : run.wake([event], [id]);
    });
  }

  /** After an answer: when the memory-pressure alert was given, lets the model write down what matters. */
  async takeMemoryTurn(conversationId: string, model: LanguageModel, signal: CancelSignal): Promise<void> {
    const session = await this.#open(conversationId, model);
    const { alerted, preparedSummary, temporary } = session.conversation;
    if (!alerted || preparedSummary !== null || temporary) return;
    await this.#traced(conversationId, (runId) => new Run(this.#deps, session, signal, runId).memoryTurn());
  }

  /**
   * Takes up what was interrupted in a chat: the reply that was streaming becomes a message of its own, and
   * the next packed message says what happened. Done before a chat is talked in again, whichever it is.
   */
  async recover(conversationId: string): Promise<void> {
    const isFolded = await this.#exclusively(() => this.#foldPartialReply(conversationId));
    if (!isFolded) await this.#reportUnanswered(await this.#conversation(conversationId));
  }

  async #foldPartialReply(conversationId: string): Promise<boolean> {
    const { store, clock, newId, emit } = this.#deps;
    const partial = await store.partialReply(conversationId);
    if (!partial) return false;
    const before = await this.#conversation(conversationId);
    const [head] = before.headId ? await store.messages([before.headId]) : [];
    if (head?.runId !== partial.runId) {
      // Left over from an earlier run, it answers nothing any more.
      await store.commit({ conversation: before, partialReply: null });
      return false;
    }
    const message = interruptedReply(partial.text, 'closed', {
      id: newId(),
      conversation: before,
      runId: partial.runId,
      modelId: null,
      createdAt: partial.at,
    });
    const reason = 'The app was closed while you answered.';
    const interruption: MessagePart = { type: 'run_interrupted', at: clock.now(), reason };
    const conversation = { ...before, headId: message.id, pending: [...before.pending, interruption] };
    await store.commit({ conversation, messages: [message], partialReply: null });
    emit({ type: 'message-added', message });
    emit({ type: 'conversation-changed', conversation });
    return true;
  }

  /** A run ended, with its page perhaps, after the person's words were stored and before they were answered. */
  async #reportUnanswered({ id, headId, pending }: Conversation): Promise<void> {
    if (pending.some((part) => part.type === 'run_interrupted')) return;
    const path = headId ? await this.#deps.store.path(headId, { limit: 4 * MAX_STEPS }) : [];
    if (!isLeftUnanswered(path)) return;
    const reason = 'Something ended the run before you answered this.';
    await this.note(id, { type: 'run_interrupted', at: this.#deps.clock.now(), reason });
  }

  /** Something that happened, for the next packed message to carry; wakes nobody. */
  async note(conversationId: string, part: MessagePart): Promise<void> {
    await this.change(conversationId, ({ pending }) => ({ pending: [...pending, part] }));
  }

  /** Changes what is stored of a chat, also while it is talked in. */
  async change(
    conversationId: string,
    change: (conversation: Conversation) => Partial<Conversation>,
  ): Promise<void> {
    await this.#exclusively(async () => {
      const open = this.#session?.conversation.id === conversationId ? this.#session : null;
      if (open) await open.record({}, { conversation: change });
      else await this.#change(conversationId, (it) => ({ ...it, ...change(it) }));
    });
  }

  /**
   * Takes up an exchange again: what the person said in it (or `text`, when they edited it) is said anew in
   * its place, and the memory edits of all that it replaces are undone as a group. No run may be under way in
   * this chat. Returns the event to handle, or `null` when the message is not on the chat's path.
   */
  async sayAgain(conversationId: string, messageId: string, text?: string): Promise<PendingEvent | null> {
    const { store, clock, newId } = this.#deps;
    return this.#exclusively(async () => {
      const exchange = await findExchange(await this.#conversation(conversationId), messageId, store);
      if (!exchange) return null;
      const event: AgentEvent = { type: 'user_message', text: text ?? exchange.text, at: clock.now() };
      const pending: PendingEvent = { id: newId(), conversationId, event };
      const branch = rewind(await this.#conversation(conversationId), exchange.before, exchange.from);
      await this.#commitBranch(branch, ownRuns(exchange.from), [pending]);
      return pending;
    });
  }

  /**
   * Asks for the rest of an interrupted reply with which the chat ends. No run may be under way in this chat. Returns
   * the event to handle, or `null` when there is nothing to go on with.
   */
  async goOn(conversationId: string): Promise<PendingEvent | null> {
    const { store, clock } = this.#deps;
    const { headId } = await this.#conversation(conversationId);
    const [head] = headId ? await store.messages([headId]) : [];
    const after = head && interruptedEnd(head);
    if (!after) return null;
    return this.receive(conversationId, { type: 'continue', at: clock.now(), after });
  }

  /**
   * Takes a message's exchange out of the chat, and undoes what its answer wrote to memory. No run may be under way
   * in this chat. Returns the version that brings it back, or `null` when the message is not on the chat's path.
   */
  async deleteExchange(conversationId: string, messageId: string): Promise<string | null> {
    const { store, newId } = this.#deps;
    return this.#exclusively(async () => {
      const conversation = await this.#conversation(conversationId);
      const exchange = await findExchange(conversation, messageId, store);
      if (!exchange) return null;
      const { branch, removed } = removeExchange(conversation, exchange.before, exchange.from, newId);
      await this.#commitBranch(branch, ownRuns(removed), []);
      return removed[0]?.id ?? null;
    });
  }

  /**
   * Leaves a message out of search, summaries and the prompts to come, or takes that back. No run may be under way
   * in this chat. False when there is no such message in it.
   */
  async leaveOut(conversationId: string, messageId: string, isLeftOut: boolean): Promise<boolean> {
    const { store, emit } = this.#deps;
    return this.#exclusively(async () => {
      const conversation = await this.#conversation(conversationId);
      const [marked] = await store.messages([messageId]);
      if (marked?.conversationId !== conversationId) return false;
      // Search finds what a copy repeats: that is marked with it.
      const repeated = await store.messages(marked.copyOf === undefined ? [] : [marked.copyOf]);
      const messages = [marked, ...repeated].map((message) => markLeftOut(message, isLeftOut));
      // A summary that waits for the flush was written with the message in view.
      const changed = { ...conversation, preparedSummary: null, alerted: false };
      await store.commit({ conversation: changed, messages });
      this.forget(conversationId);
      for (const message of messages) emit({ type: 'message-changed', message });
      emit({ type: 'conversation-changed', conversation: changed });
      return true;
    });
  }

  /** Goes over to another version of a message. No run may be under way in this chat. */
  async switchVersion(conversationId: string, messageId: string): Promise<void> {
    await this.#exclusively(async () => {
      const conversation = await this.#conversation(conversationId);
      const branch = await switchVersion(conversation, messageId, this.#deps.store);
      if (branch) await this.#commitBranch(branch, [], []);
    });
  }

  /** Takes memory edits back as a group. Says what could not be taken back. */
  async undo(
    edits: { readonly editId: string } | { readonly runId: string } | { readonly documentId: string },
  ): Promise<Undone> {
    const which = 'runId' in edits ? { runIds: [edits.runId] } : edits;
    return this.#exclusively(() => this.#outside.undo(which, 'Undone by the person'));
  }

  /** The person's own edit of core memory. Rejects with nothing changed when it can't be stored. */
  async editBlock(block: Block, edit: BlockEdit): Promise<void> {
    await this.#exclusively(() => this.#outside.edit(block, edit));
  }

  /** What the person changes of a block besides its text, which may be new; `null` removes it. */
  async frameBlock(edit: BlockEdit, block: Block | null): Promise<void> {
    await this.#exclusively(() => this.#outside.frame(edit, block));
  }

  /** The person's own change of a note: `change` gets it as it stands, and says what is to stand. */
  async changeNote(id: string, change: (before: Passage | null) => Passage | null): Promise<NoteEdit> {
    return this.#exclusively(() => this.#outside.changeNote(id, change));
  }

  /** Makes a change that waited for the person. Rejects, and it waits on, when it no longer fits the block. */
  async acceptProposal(id: string): Promise<void> {
    const budget = this.#session?.budget ?? windowBudget(USUAL_WINDOW);
    await this.#exclusively(() => this.#outside.accept(id, budget));
  }

  async dismissProposal(id: string): Promise<void> {
    await this.#exclusively(() => this.#outside.dismiss(id));
  }

  /** Chooses the documents that a chat searches, by id; `null` for all, also those that come later. */
  async attach(conversationId: string, documentIds: readonly string[] | null): Promise<void> {
    const attached = documentIds && [...new Set(documentIds)];
    await this.change(conversationId, () => ({ attached }));
  }

  async #commitBranch(
    branch: Branch,
    runIds: readonly string[],
    addedEvents: readonly PendingEvent[],
  ): Promise<void> {
    const { conversation, left, returned } = branch;
    const messages = [...left, ...returned];
    // A run may be under way in another chat: its session goes on, and hears of what was undone.
    if (this.#session?.conversation.id === conversation.id) this.#session = null;
    const reason = 'Undone with the answer it belonged to';
    const undone = await this.#outside.undo({ runIds }, reason, { conversation, messages, addedEvents });
    for (const message of messages) this.#deps.emit({ type: 'message-changed', message });
    this.#deps.emit({ type: 'conversation-changed', conversation });
    const blocks = undone.blocks.map((block) => block.label);
    const notes = undone.notes.length + undone.removedNotes.length;
    this.#deps.emit({
      type: 'branch',
      conversationId: conversation.id,
      undone: { blocks, notes, kept: undone.kept },
    });
  }

  async windowMap(conversationId: string, model: LanguageModel | null): Promise<WindowMap> {
    if (model) {
      const open = this.#session;
      const fits = open?.conversation.id === conversationId && open.model === model;
      return (fits ? open : await Session.open(this.#deps, conversationId, model, 'restore')).windowMap();
    }
    return estimateWindow(await this.#conversation(conversationId), this.#deps.store);
  }

  /** The model, or this conversation, went away: nothing of it may be written any more. */
  forget(conversationId?: string): void {
    const open = this.#session?.conversation.id;
    if (conversationId === undefined || conversationId === open) this.#session = null;
  }

  async #open(conversationId: string, model: LanguageModel): Promise<Session> {
    return this.#exclusively(async () => {
      const open = this.#session;
      if (open && open.conversation.id === conversationId && open.model === model) return open;
      const reason = !open ? 'restore' : open.model === model ? 'conversation' : 'model';
      this.#session = await Session.open(this.#deps, conversationId, model, reason);
      return this.#session;
    });
  }

  /**
   * One change after another where a conversation is read, changed and stored: a document that becomes
   * searchable must not undo the message that is being stored.
   */
  #exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#changes.run(work);
  }

  async #traced(conversationId: string, work: (runId: string) => Promise<RunOutcome>): Promise<RunOutcome> {
    const runId = this.#deps.newId();
    this.#deps.emit({ type: 'run-start', runId, conversationId });
    let outcome: RunOutcome;
    try {
      outcome = await work(runId);
    } catch (error) {
      // The next run starts from what is stored.
      this.#session = null;
      outcome = { type: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
    this.#deps.emit({ type: 'run-end', runId, conversationId, outcome });
    return outcome;
  }

  async #searchOnly({ id, conversationId, event }: PendingEvent, runId: string): Promise<RunOutcome> {
    const { clock, emit, search } = this.#deps;
    this.#session = null;
    await this.#appendWithoutModel(conversationId, runId, [event], [id]);
    if (event.type !== 'user_message') return { type: 'slept' };
    emit({ type: 'phase', runId, conversationId, phase: { name: 'searching', query: event.text } });
    const conversation = await this.#conversation(conversationId);
    const answer = await answerBySearch(event.text, search, conversation, clock.now());
    await this.#appendWithoutModel(conversationId, runId, [answer], []);
    return { type: 'answered' };
  }

  /** Stores a message that no model reads yet, with what was pending before it. */
  async #appendWithoutModel(
    conversationId: string,
    runId: string,
    parts: readonly MessagePart[],
    finishedEvents: readonly string[],
  ): Promise<void> {
    const { store, emit } = this.#deps;
    const [message, conversation] = await this.#exclusively(async () => {
      const before = await this.#conversation(conversationId);
      const message = unreadMessage(before, runId, parts, this.#deps);
      const cited = parts.flatMap((part) => (part.type === 'search_answer' ? part.citations : [])).length;
      const conversation: Conversation = {
        ...before,
        headId: message.id,
        updatedAt: message.createdAt,
        pending: [],
        labels: { ...before.labels, passages: before.labels.passages + cited },
      };
      await store.commit({ conversation, messages: [message], finishedEvents });
      return [message, conversation] as const;
    });
    emit({ type: 'message-added', message });
    emit({ type: 'conversation-changed', conversation });
    emit({ type: 'window-changed', conversationId, map: await this.windowMap(conversationId, null) });
  }

  async #giveTitle({ id, title }: Conversation, text: string): Promise<void> {
    if (title !== '' || text.trim() === '') return;
    this.#session = null;
    await this.#exclusively(() => this.#change(id, (it) => ({ ...it, title: chatTitle(text) })));
  }

  async #change(conversationId: string, change: (conversation: Conversation) => Conversation): Promise<void> {
    const conversation = change(await this.#conversation(conversationId));
    await this.#deps.store.commit({ conversation });
    this.#deps.emit({ type: 'conversation-changed', conversation });
  }

  async #conversation(id: string): Promise<Conversation> {
    const conversation = await this.#deps.store.conversation(id);
    if (!conversation) throw new Error('This chat no longer exists.');
    return conversation;
  }
}
