import type { CancelSignal } from './cancel-signal.ts';
import { citeSources } from './cite-sources.ts';
import type { Conversation } from './conversation.ts';
import { numberLines } from './core-memory.ts';
import { type CallOutcome, executeCall } from './function-executor.ts';
import { grammar } from './grammar.ts';
import { goesOn } from './heartbeat-policy.ts';
import { interruptedReply } from './interrupted-reply.ts';
import type { Completion, ModelError } from './language-model.ts';
import { renderPrompt } from './main-context.ts';
import type { Message, MessagePart } from './message.ts';
import { noteChanges } from './note-changes.ts';
import { type FunctionCall, parseCall, withoutThinkBlock } from './parse-call.ts';
import { readahead } from './readahead.ts';
import { ReplyDecoder } from './reply-decoder.ts';
import type { AgentDependencies, Session } from './session.ts';
import type { GrammarName, Phase, RunOutcome, StepTrace } from './trace.ts';

/** Most steps from an event to a yield; the last offers only send_message. */
export const MAX_STEPS = 8;
/** Most steps of a memory turn; the last offers only summarize. */
export const MAX_MEMORY_STEPS = 4;
/** Tokens that a packed message of a memory turn takes at most, or a result in one. */
const MEMORY_TURN_TOKENS = 120;
/** A run that has written this share of the window may only answer any more. */
const MAX_WRITTEN_SHARE = 0.5;
/** How often the same call may be made in a run before only an answer is offered. */
const MAX_REPEATS = 2;
/** How often a completion that was refused or cut off is tried again. */
const MAX_RETRIES = 2;
/** A streaming reply is stored this often, in milliseconds. */
const PARTIAL_REPLY_INTERVAL = 500;

/** `heartbeat`: run the model again, with the result. `retry`: run it again with the same prompt. */
type Next = 'heartbeat' | 'retry' | RunOutcome;

/** One run: the steps from an event to a yield (paper, section 2.4). */
export class Run {
  readonly id: string;
  readonly #deps: AgentDependencies;
  readonly #session: Session;
  readonly #signal: CancelSignal;
  /** Calls made so far, as text: the same one again is answered, not run. */
  readonly #made = new Set<string>();
  #retries = 0;
  #repeats = 0;
  #written = 0;
  /** Whether a person waits for an answer. */
  #isAwaited = false;

  constructor(deps: AgentDependencies, session: Session, signal: CancelSignal) {
    this.#deps = deps;
    this.#session = session;
    this.#signal = signal;
    this.id = deps.newId();
  }

  /** Answers what the person said: every such run ends with words, or says plainly why not. */
  async answer(parts: readonly MessagePart[], finishedEvents: readonly string[]): Promise<RunOutcome> {
    this.#isAwaited = true;
    const fetched = await this.#readAhead(parts);
    await this.#session.append(this.id, [...parts, ...fetched], { finishedEvents });
    for (let step = 1; step <= MAX_STEPS; step++) {
      const next = await this.#step(step === MAX_STEPS || this.#isSpent() ? 'send-message' : 'all-functions');
      if (isOutcome(next)) return next;
      if (next === 'heartbeat' && step < MAX_STEPS) await this.#session.append(this.id, []);
    }
    return this.#fail('The model used all its steps without an answer. What it noted was kept. Ask again.');
  }

  /**
   * Lets the model act on an event that no person waits for: a search goes on, a write only where the model
   * asks for a heartbeat, and nothing has to be said.
   */
  async wake(parts: readonly MessagePart[], finishedEvents: readonly string[]): Promise<RunOutcome> {
    await this.#session.append(this.id, parts, { finishedEvents });
    for (let step = 1; step <= MAX_STEPS && !this.#isSpent(); step++) {
      const next = await this.#step('with-timers');
      if (isOutcome(next)) return next;
      if (next === 'heartbeat' && step < MAX_STEPS) await this.#session.append(this.id, []);
    }
    return { type: 'slept' };
  }

  /** What the person's words are about; nothing when that is switched off. */
  async #readAhead(parts: readonly MessagePart[]): Promise<MessagePart[]> {
    const said = parts.find((part) => part.type === 'user_message');
    const { search, clock, readsAhead } = this.#deps;
    if (said?.type !== 'user_message' || readsAhead?.() === false) return [];
    const { labels } = this.#session.conversation;
    const fetched = await readahead(said.text, {
      search,
      clock,
      tokens: this.#session.budget.readahead,
      exclude: new Set((await this.#session.queue()).map((message) => message.id)),
      firstPassage: labels.passages + 1,
      firstMessage: labels.messages + (this.#session.isLong(said.text) ? 2 : 1),
    });
    return fetched ? [fetched] : [];
  }

  #isSpent(): boolean {
    const most = this.#session.budget.window * MAX_WRITTEN_SHARE;
    return this.#written > most || this.#repeats >= MAX_REPEATS;
  }

  /**
   * Lets the model write down what matters before the oldest messages leave the window. It may use half of the
   * reply reserve, so that it never brings about the flush that it prepares.
   */
  async memoryTurn(): Promise<RunOutcome> {
    const session = this.#session;
    const limit = session.budget.flushAt + session.budget.reserve / 2;
    const room = () => limit - session.promptTokens;
    if (room() < MEMORY_TURN_TOKENS) return { type: 'slept' };
    this.#emitPhase({ name: 'remembering' });
    await session.append(this.id, [{ type: 'memory_turn', at: this.#deps.clock.now() }], { limit });
    for (let step = 1; step <= MAX_MEMORY_STEPS; step++) {
      const isLast = step === MAX_MEMORY_STEPS || room() < 2 * MEMORY_TURN_TOKENS;
      const next = await this.#step(isLast ? 'summarize' : 'memory-turn');
      if (isOutcome(next)) return next;
      if (room() < MEMORY_TURN_TOKENS) break;
      if (next === 'heartbeat') await session.append(this.id, [], { limit });
    }
    return { type: 'slept' };
  }

  /** One completion and its function call. */
  async #step(grammarName: GrammarName): Promise<Next> {
    const startedAt = this.#deps.clock.now();
    const decoder = new ReplyDecoder();
    const result = await this.#complete(grammarName, decoder);
    if (!result.ok) return this.#recover(result.error);
    const { completion } = result;
    this.#written += completion.completionTokens;
    const trace = this.#trace(grammarName, startedAt, completion);
    if (completion.finish === 'abort') return this.#interrupted(decoder.text, trace, true);
    if (completion.finish === 'length') return this.#cutOff(decoder.text, trace);
    const parsed = parseCall(completion.text);
    if (!parsed.ok) return this.#malformed(completion, trace, parsed.message);
    return this.#perform(parsed.call, completion, trace);
  }

  async #complete(grammarName: GrammarName, decoder: ReplyDecoder) {
    const { budget, promptTokens, unreadTokens, model, context, blocks } = this.#session;
    this.#emitPhase({ name: 'reading', tokens: unreadTokens });
    let savedAt = this.#deps.clock.now();
    let saving: Promise<void> = Promise.resolve();
    let started = false;
    let writing = false;
    const onText = (piece: string) => {
      const added = decoder.push(piece);
      if (!started) this.#emitPhase({ name: 'thinking' });
      started = true;
      if (added === '') return;
      if (!writing) this.#emitPhase({ name: 'writing' });
      writing = true;
      const { id: conversationId } = this.#session.conversation;
      this.#deps.emit({ type: 'reply-delta', runId: this.id, conversationId, text: added });
      const now = this.#deps.clock.now();
      if (now - savedAt < PARTIAL_REPLY_INTERVAL) return;
      savedAt = now;
      const partialReply = { conversationId, runId: this.id, text: decoder.text, at: now };
      // A partial reply that can't be stored costs nothing but itself: the step's own commit will tell.
      saving = saving.then(() => this.#deps.store.commit({ partialReply })).catch(() => undefined);
    };
    const result = await model.complete(
      {
        messages: renderPrompt(context),
        grammar: grammar(
          grammarName,
          blocks.map((block) => block.label),
        ),
        maxTokens: Math.min(budget.window - promptTokens - 8, Math.max(budget.reserve, budget.window >> 2)),
      },
      { signal: this.#signal, onText },
    );
    // The step's commit removes the partial reply: it must come after the last one was stored.
    await saving;
    return result;
  }

  async #perform(call: FunctionCall, completion: Completion, trace: StepTrace): Promise<Next> {
    const key = JSON.stringify([call.spec.name, call.arguments]);
    const repeated = this.#made.has(key);
    this.#made.add(key);
    if (repeated) this.#repeats += 1;
    if ('query' in call.arguments)
      this.#emitPhase({ name: 'searching', query: String(call.arguments.query) });
    const outcome: CallOutcome = repeated
      ? {
          ok: false,
          message: 'You made this very call before in this run. Use its result, or answer the person.',
        }
      : this.#unlessEdited(await executeCall(call, this.#callContext()));
    const heartbeat = goesOn(call, outcome.ok, this.#isAwaited || trace.grammar === 'memory-turn');
    const message = await this.#callMessage(call, completion, outcome);
    const { labels, pending } = this.#session.conversation;
    const hits = outcome.hits ?? [];
    await this.#session.record(
      {
        step: {
          ...trace,
          functionName: call.spec.name,
          result: { ok: outcome.ok, message: outcome.message },
          heartbeat,
        },
        partialReply: null,
        ...(outcome.noteEdits && noteChanges(outcome.noteEdits)),
      },
      {
        message,
        block: outcome.block,
        blockEdit: outcome.blockEdit,
        conversation: {
          pending: heartbeat ? [...pending, this.#resultPart(call, outcome)] : pending,
          labels: {
            passages: labels.passages + hits.filter((hit) => hit.kind === 'passage').length,
            messages: labels.messages + hits.filter((hit) => hit.kind === 'message').length,
          },
          ...(outcome.summary && { preparedSummary: outcome.summary }),
          ...(outcome.heartbeatsPausedUntil && { heartbeatsPausedUntil: outcome.heartbeatsPausedUntil }),
        },
      },
    );
    this.#emitEffects(outcome);
    if (heartbeat) return 'heartbeat';
    return outcome.reply ? { type: 'answered' } : { type: 'slept' };
  }

  /** The person may have edited the block while the call was on its way: theirs stands. */
  #unlessEdited(outcome: CallOutcome): CallOutcome {
    const { blockEdit } = outcome;
    const block = this.#session.blocks.find((it) => it.label === blockEdit?.label);
    if (!blockEdit || !block || block.value === blockEdit.before) return outcome;
    return {
      ok: false,
      message: `The person just edited ${block.label}. It now reads:\n${numberLines(block.value)}`,
    };
  }

  #callContext() {
    const { conversation, blocks, context, budget, model } = this.#session;
    const { agentId, store, search, clock, newId } = this.#deps;
    const queue = context.queue;
    return {
      agentId,
      runId: this.id,
      conversation,
      blocks,
      queue,
      budget,
      model,
      store,
      search,
      clock,
      newId,
    };
  }

  async #callMessage(call: FunctionCall, completion: Completion, outcome: CallOutcome): Promise<Message> {
    const citations = outcome.reply
      ? await citeSources(outcome.reply.sources, this.#session.context.queue, this.#deps.store)
      : [];
    return this.#assistantMessage(completion.text, {
      type: 'call',
      thought: call.thought,
      functionName: call.spec.name,
      arguments: call.arguments,
      reply: outcome.reply?.text ?? null,
      citations,
    });
  }

  #assistantMessage(content: string, part: Extract<MessagePart, { type: 'call' }>): Message {
    const { conversation, model } = this.#session;
    return {
      id: this.#deps.newId(),
      conversationId: conversation.id,
      parentId: conversation.headId,
      runId: this.id,
      role: 'assistant',
      content,
      parts: [part],
      text: part.reply ?? '',
      createdAt: this.#deps.clock.now(),
      modelId: model.modelId,
    };
  }

  #resultPart(call: FunctionCall, outcome: CallOutcome): MessagePart {
    return {
      type: 'function_result',
      at: this.#deps.clock.now(),
      functionName: call.spec.name,
      ok: outcome.ok,
      message: outcome.message,
      hits: outcome.hits ?? [],
    };
  }

  /** A step that can be tried again in a new epoch; after that the run ends and says why. */
  async #recover(error: ModelError): Promise<Next> {
    if (error.code === 'rejected' && this.#retries < MAX_RETRIES) {
      this.#retries += 1;
      await this.#session.reopen('abort');
      return 'retry';
    }
    this.#session.invalidate('abort');
    return this.#fail(error.message);
  }

  /** Output that is no call, although the grammar should have seen to it. */
  async #malformed(completion: Completion, trace: StepTrace, message: string): Promise<Next> {
    await this.#session.record(
      { step: { ...trace, result: { ok: false, message } }, partialReply: null },
      {},
    );
    return this.#recover({
      code: 'rejected',
      message: `The model wrote nothing usable (${withoutThinkBlock(completion.text).length} characters). Your message was kept. Ask again, or load another model.`,
    });
  }

  /** The window or the token limit ended the output: a reply that had begun is kept, anything else retried. */
  async #cutOff(partial: string, trace: StepTrace): Promise<Next> {
    if (partial !== '') return this.#interrupted(partial, trace, false);
    await this.#session.record({ step: trace, partialReply: null }, {});
    return this.#recover({
      code: 'rejected',
      message:
        'The model ran out of room before it answered. Your message was kept. Ask again, or start a new chat.',
    });
  }

  /** Keeps what was written of a reply, as a call that the next prompt can hold. */
  async #interrupted(partial: string, trace: StepTrace, stopped: boolean): Promise<RunOutcome> {
    this.#session.invalidate('abort');
    const message = interruptedReply(partial, {
      id: this.#deps.newId(),
      conversation: this.#session.conversation,
      runId: this.id,
      modelId: this.#session.model.modelId,
      createdAt: this.#deps.clock.now(),
    });
    const reason = stopped ? 'The person stopped you.' : 'Your answer was cut off at the end of the window.';
    const isMemoryTurn = trace.grammar === 'memory-turn' || trace.grammar === 'summarize';
    await this.#session.record(
      { step: { ...trace, functionName: partial === '' ? null : 'send_message' }, partialReply: null },
      {
        ...(partial !== '' && { message }),
        ...(!isMemoryTurn && { conversation: this.#pendingInterruption(reason) }),
      },
    );
    return stopped ? { type: 'stopped' } : { type: 'answered' };
  }

  async #fail(message: string): Promise<RunOutcome> {
    const reason = 'Your last turn failed before the person was answered.';
    await this.#session.record({ partialReply: null }, { conversation: this.#pendingInterruption(reason) });
    return { type: 'failed', message };
  }

  #pendingInterruption(reason: string): Pick<Conversation, 'pending'> {
    const at = this.#deps.clock.now();
    return { pending: [...this.#session.conversation.pending, { type: 'run_interrupted', at, reason }] };
  }

  #trace(grammarName: GrammarName, startedAt: number, completion: Completion): StepTrace {
    const { context, conversation, model, promptTokens } = this.#session;
    return {
      id: this.#deps.newId(),
      runId: this.id,
      conversationId: conversation.id,
      epochId: context.epoch.id,
      lastMessageId: context.queue.at(-1)?.id ?? '',
      modelId: model.modelId,
      startedAt,
      milliseconds: this.#deps.clock.now() - startedAt,
      promptTokens,
      prefilledTokens: completion.prefilledTokens,
      completionTokens: completion.completionTokens,
      finish: completion.finish,
      grammar: grammarName,
      output: completion.text,
      functionName: null,
      result: null,
      heartbeat: false,
    };
  }

  #emitEffects(outcome: CallOutcome): void {
    for (const { noteId, after } of outcome.noteEdits ?? []) {
      if (after) this.#deps.emit({ type: 'note-added', passage: after });
      else this.#deps.emit({ type: 'note-removed', passageId: noteId });
    }
  }

  #emitPhase(phase: Phase): void {
    this.#deps.emit({ type: 'phase', runId: this.id, conversationId: this.#session.conversation.id, phase });
  }
}

function isOutcome(next: Next): next is RunOutcome {
  return typeof next !== 'string';
}
