import type { AgentDependencies } from './agent-dependencies.ts';
import type { Block } from './block.ts';
import { callMessage, resultPart } from './call-message.ts';
import type { CallOutcome } from './call-outcome.ts';
import type { CancelSignal } from './cancel-signal.ts';
import { citeSources } from './cite-sources.ts';
import { numberLines, writableLabels } from './core-memory.ts';
import { fetchBeforehand } from './fetch-beforehand.ts';
import { executeCall } from './function-executor.ts';
import { grammar, offeredFunctions } from './grammar.ts';
import { goesOn } from './heartbeat-policy.ts';
import { interruptedReply } from './interrupted-reply.ts';
import type { Completion, CompletionResult, ModelError } from './language-model.ts';
import { renderPrompt } from './main-context.ts';
import type { Interruption, Message, MessagePart } from './message.ts';
import { noteChanges } from './note-changes.ts';
import { type FunctionCall, parseCall, withoutThinkBlock } from './parse-call.ts';
import { ReplyStream } from './reply-stream.ts';
import {
  MAX_MEMORY_STEPS,
  MAX_REPEATS,
  MAX_RETRIES,
  MAX_STEPS,
  MAX_WRITTEN_SHARE,
  MEMORY_TURN_TOKENS,
} from './run-limits.ts';
import type { Session, SessionChange } from './session.ts';
import { traceStep } from './step-trace.ts';
import type { GrammarName, Phase, RunOutcome, StepTrace } from './trace.ts';

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

  constructor(deps: AgentDependencies, session: Session, signal: CancelSignal, id: string) {
    this.#deps = deps;
    this.#session = session;
    this.#signal = signal;
    this.id = id;
  }

  /** Answers what the person said: every such run ends with words, or says plainly why not. */
  async answer(parts: readonly MessagePart[], finishedEvents: readonly string[]): Promise<RunOutcome> {
    this.#isAwaited = true;
    const { temporary } = this.#session.conversation;
    const { told, fetched } = await fetchBeforehand(parts, this.#session, this.#deps);
    await this.#session.append(this.id, [...told, ...parts, ...fetched], { finishedEvents });
    for (let step = 1; step <= MAX_STEPS; step++) {
      const isLast = step === MAX_STEPS || this.#isSpent();
      const next = await this.#step(isLast ? 'send-message' : temporary ? 'read-only' : 'all-functions');
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
    const { told } = await fetchBeforehand(parts, this.#session, this.#deps);
    await this.#session.append(this.id, [...told, ...parts], { finishedEvents });
    for (let step = 1; step <= MAX_STEPS && !this.#isSpent(); step++) {
      const next = await this.#step(this.#session.conversation.temporary ? 'read-only' : 'with-timers');
      if (isOutcome(next)) return next;
      // What no step will read is left pending.
      const isLast = step === MAX_STEPS || this.#isSpent();
      if (next === 'heartbeat' && !isLast) await this.#session.append(this.id, []);
    }
    return { type: 'slept' };
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
      if (room() < MEMORY_TURN_TOKENS || step === MAX_MEMORY_STEPS) break;
      if (next === 'heartbeat') await session.append(this.id, [], { limit });
    }
    return { type: 'slept' };
  }

  /** One completion and its function call. */
  async #step(grammarName: GrammarName): Promise<Next> {
    const startedAt = this.#deps.clock.now();
    const stream = this.#openStream(grammarName);
    const result = await this.#complete(grammarName, stream);
    if (!result.ok) return this.#recover(result.error, stream.text);
    const { completion } = result;
    this.#written += completion.completionTokens;
    const trace = traceStep(grammarName, completion, this.#session, {
      id: this.#deps.newId(),
      runId: this.id,
      startedAt,
      milliseconds: this.#deps.clock.now() - startedAt,
    });
    if (completion.finish === 'abort') return this.#interrupted(stream.text, trace, true);
    if (completion.finish === 'length') return this.#cutOff(stream.text, trace);
    const parsed = parseCall(completion.text);
    if (!parsed.ok) return this.#malformed(completion, trace, parsed.message);
    return this.#perform(parsed.call, completion, trace);
  }

  #openStream(grammarName: GrammarName): ReplyStream {
    const { store, clock, emit } = this.#deps;
    const runId = this.id;
    const conversationId = this.#session.conversation.id;
    return new ReplyStream({
      conversationId,
      runId,
      now: () => clock.now(),
      isSpoken: offeredFunctions(grammarName).some((spec) => spec.name === 'send_message'),
      onPhase: (phase) => this.#emitPhase(phase),
      onText: (text) => emit({ type: 'reply-delta', runId, conversationId, text }),
      store: (partialReply) => store.commit({ partialReply }),
    });
  }

  async #complete(grammarName: GrammarName, stream: ReplyStream): Promise<CompletionResult> {
    const { budget, promptTokens, unreadTokens, model, context, blocks } = this.#session;
    this.#emitPhase({ name: 'reading', tokens: unreadTokens });
    const result = await model.complete(
      {
        messages: renderPrompt(context),
        grammar: grammar(grammarName, writableLabels(blocks), model.grammarDialect),
        maxTokens: Math.min(budget.window - promptTokens - 8, Math.max(budget.reserve, budget.window >> 2)),
      },
      { signal: this.#signal, onText: (piece) => stream.push(piece) },
    );
    await stream.settled();
    return result;
  }

  async #perform(call: FunctionCall, completion: Completion, trace: StepTrace): Promise<Next> {
    const outcome = this.#refusal(call, trace.grammar) ?? (await this.#execute(call));
    if (await this.#record(call, outcome, completion, trace)) return this.#next(call, outcome, trace);
    // The person edited it while the call was on its way: theirs stands.
    const edited = { ok: false, message: changedMeanwhile(outcome, this.#session.blocks) };
    await this.#record(call, edited, completion, trace);
    return this.#next(call, edited, trace);
  }

  /** Why a call is not run; `null` when it is. */
  #refusal({ spec, arguments: args }: FunctionCall, grammarName: GrammarName): CallOutcome | null {
    const offered = offeredFunctions(grammarName);
    if (!offered.includes(spec)) {
      const names = offered.map((it) => it.name).join(', ');
      return { ok: false, message: `${spec.name} can't be called now. You can call: ${names}.` };
    }
    const key = JSON.stringify([spec.name, args]);
    if (this.#made.has(key)) {
      this.#repeats += 1;
      const message = 'You made this very call before in this run. Use its result, or answer the person.';
      return { ok: false, message };
    }
    this.#made.add(key);
    return null;
  }

  /** Runs a call; what throws on the way is a result that the model reads, too. */
  async #execute(call: FunctionCall): Promise<CallOutcome> {
    if ('query' in call.arguments) this.#emitPhase({ name: 'searching', query: call.arguments.query });
    try {
      return await executeCall(call, this.#callContext());
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { ok: false, message: `${call.spec.name} failed: ${why}` };
    }
  }

  /** Stores a step with all that it did; false when its block edit came too late. */
  async #record(
    call: FunctionCall,
    outcome: CallOutcome,
    completion: Completion,
    trace: StepTrace,
  ): Promise<boolean> {
    const heartbeat = this.#goesOn(call, outcome, trace);
    const { block, blockEdit, noteEdits = [], proposal, hits = [] } = outcome;
    const result = { ok: outcome.ok, message: outcome.message };
    const isStored = await this.#session.record(
      {
        step: { ...trace, functionName: call.spec.name, result, heartbeat },
        partialReply: null,
        ...noteChanges(noteEdits),
        ...(proposal && { proposals: [proposal] }),
      },
      {
        message: await this.#callMessage(call, completion, outcome),
        ...(block && { blocks: [block] }),
        ...(blockEdit && { blockEdits: [blockEdit] }),
        conversation: ({ pending, labels }) => ({
          pending: heartbeat ? [...pending, resultPart(call, outcome, this.#deps.clock.now())] : pending,
          labels: {
            passages: labels.passages + hits.filter((hit) => hit.kind === 'passage').length,
            messages: labels.messages + hits.filter((hit) => hit.kind === 'message').length,
          },
          ...(outcome.summary && { preparedSummary: outcome.summary }),
          ...(outcome.heartbeatsPausedUntil && { heartbeatsPausedUntil: outcome.heartbeatsPausedUntil }),
        }),
      },
    );
    if (isStored) this.#emitEffects(outcome);
    return isStored;
  }

  #next(call: FunctionCall, outcome: CallOutcome, trace: StepTrace): Next {
    if (this.#goesOn(call, outcome, trace)) return 'heartbeat';
    return outcome.reply ? { type: 'answered' } : { type: 'slept' };
  }

  #goesOn(call: FunctionCall, outcome: CallOutcome, trace: StepTrace): boolean {
    return goesOn(call, outcome.ok, this.#isAwaited || trace.grammar === 'memory-turn');
  }

  async #callMessage(call: FunctionCall, completion: Completion, outcome: CallOutcome): Promise<Message> {
    const { conversation, context, model } = this.#session;
    const { store, texts } = this.#deps;
    const { sources = [], text = null } = outcome.reply ?? {};
    const checked = text !== null && texts ? { text, reader: texts } : undefined;
    return callMessage(call, {
      id: this.#deps.newId(),
      conversation,
      runId: this.id,
      modelId: model.modelId,
      createdAt: this.#deps.clock.now(),
      content: completion.text,
      reply: text,
      citations: await citeSources(sources, context.queue, store, checked),
    });
  }

  #callContext() {
    const { conversation, blocks, context, budget, model } = this.#session;
    const { agentId, store, search, clock, newId, texts } = this.#deps;
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
      texts,
    };
  }

  /** A step that can be tried again in a new epoch; after that the run ends and says why. */
  async #recover(error: ModelError, partial = ''): Promise<Next> {
    if (error.code === 'rejected' && this.#retries < MAX_RETRIES) {
      this.#retries += 1;
      await this.#session.reopen('abort');
      return 'retry';
    }
    this.#session.invalidate('abort');
    return this.#fail(error.message, partial);
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
    if (partial.trim() !== '') return this.#interrupted(partial, trace, false);
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
    const reason = stopped ? 'The person stopped you.' : 'Your answer was cut off at the end of the window.';
    const isMemoryTurn = trace.grammar === 'memory-turn' || trace.grammar === 'summarize';
    await this.#session.record(
      { step: { ...trace, functionName: partial === '' ? null : 'send_message' }, partialReply: null },
      {
        ...(partial !== '' && { message: this.#partialMessage(partial, stopped ? 'stopped' : 'cut-off') }),
        ...(!isMemoryTurn && { conversation: this.#pendingInterruption(reason) }),
      },
    );
    return stopped ? { type: 'stopped' } : { type: 'answered' };
  }

  /** Ends the run without an answer; what was written of one is kept all the same. */
  async #fail(message: string, partial = ''): Promise<RunOutcome> {
    const reason = 'Your last turn failed before the person was answered.';
    await this.#session.record(
      { partialReply: null },
      {
        ...(partial !== '' && { message: this.#partialMessage(partial, 'failed') }),
        conversation: this.#pendingInterruption(reason),
      },
    );
    return { type: 'failed', message };
  }

  #partialMessage(partial: string, cause: Interruption): Message {
    return interruptedReply(partial, cause, {
      id: this.#deps.newId(),
      conversation: this.#session.conversation,
      runId: this.id,
      modelId: this.#session.model.modelId,
      createdAt: this.#deps.clock.now(),
    });
  }

  #pendingInterruption(reason: string): NonNullable<SessionChange['conversation']> {
    const part: MessagePart = { type: 'run_interrupted', at: this.#deps.clock.now(), reason };
    return ({ pending }) => ({ pending: [...pending, part] });
  }

  #emitEffects(outcome: CallOutcome): void {
    if (outcome.proposal) this.#deps.emit({ type: 'proposal-added', proposal: outcome.proposal });
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

/** For the model, which was about to change what the person changed. */
function changedMeanwhile({ blockEdit }: CallOutcome, blocks: readonly Block[]): string {
  if (!blockEdit)
    return 'The person just changed this note: theirs stands. Search for it again to rewrite it.';
  const { label } = blockEdit;
  const reads = numberLines(blocks.find((it) => it.label === label)?.value ?? '');
  return `The person just edited ${label}. It now reads:\n${reads}`;
}
