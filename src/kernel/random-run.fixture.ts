import { countDensely } from './dense-model.fixture.ts';
import type { AgentEvent, PendingEvent } from './event.ts';
import type {
  ChatMessage,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
} from './language-model.ts';
import type { Commit } from './memory-store.ts';
import type { Message } from './message.ts';
import {
  type Action,
  answerWith,
  type Chat,
  type Deed,
  type Fault,
  type Output,
} from './random-story.fixture.ts';
import { rebuildPrompt } from './rebuild-prompt.ts';
import { ScriptedModel } from './scripted-model.fixture.ts';
import type { RunOutcome, StepTrace, Trace } from './trace.ts';
import { charactersWithin, windowBudget } from './window-budget.ts';
import { refusal, World } from './world.fixture.ts';

const tag = (text: string) => /^#\d+#/.exec(text)?.[0] ?? '';
/** Shows each request to the watcher before it answers, and may count densely. */
class WatchedModel extends ScriptedModel {
  readonly #dense: boolean;
  readonly #watch: (request: CompletionRequest, model: WatchedModel) => Promise<void>;

  constructor(
    options: ConstructorParameters<typeof ScriptedModel>[0] & { dense: boolean },
    watch: (request: CompletionRequest, model: WatchedModel) => Promise<void>,
  ) {
    super(options);
    this.#dense = options.dense;
    this.#watch = watch;
  }

  override countTokens(messages: readonly ChatMessage[]): Promise<number[]> {
    if (!this.#dense) return super.countTokens(messages);
    return Promise.resolve(messages.map(({ content }) => countDensely(content) + 4));
  }

  override async complete(
    request: CompletionRequest,
    options?: CompletionOptions,
  ): Promise<CompletionResult> {
    await this.#watch(request, this);
    return super.complete(request, options);
  }
}

/** Plays a random story on a world and collects what breaks a promise of the kernel. */
export class RandomRun {
  readonly broken: string[] = [];
  /** Of each step, by its id. */
  readonly prompts = new Map<string, readonly ChatMessage[]>();
  readonly world: World;
  readonly #outputs: Output[];
  /** How often each acknowledged text must be found in the end. */
  readonly #acknowledged = new Map<string, number>();
  readonly #blocks = new Map<string, string>();
  #asked: readonly ChatMessage[] = [];
  #lastStep: StepTrace | null = null;
  #model: WatchedModel | null;
  #window: { readonly windowTokens: number; readonly dense: boolean };
  #largest: number;
  #chat: Chat = 'c';
  #texts = 0;
  #pieces = 0;
  #onPiece: (piece: number) => Promise<void> = async () => {};

  private constructor(world: World, windowTokens: number, outputs: readonly Output[]) {
    this.world = world;
    this.#window = { windowTokens, dense: false };
    this.#largest = windowTokens;
    this.#outputs = [...outputs];
    this.#model = this.#load();
  }

  static async create(windowTokens: number, outputs: readonly Output[]): Promise<RandomRun> {
    const watchers: { run?: RandomRun } = {};
    const world = await World.create({
      onTrace: (trace) => watchers.run?.watchTrace(trace),
      onCommit: (commit) => watchers.run?.watchCommit(commit),
    });
    const run = new RandomRun(world, windowTokens, outputs);
    for (const block of await world.stores.memory.blocks('a')) run.#blocks.set(block.label, block.value);
    watchers.run = run;
    return run;
  }

  async play(action: Action): Promise<void> {
    switch (action.type) {
      case 'edit':
      case 'document':
      case 'undo':
      case 'elsewhere':
        return this.#do(action);
      case 'say':
      case 'timer':
      case 'login':
        return this.#event(action);
      case 'again':
        return this.#again(action);
      case 'version':
        return this.#switch(action.chat, action.pick);
      case 'load':
        this.#window = action;
        this.#largest = Math.max(this.#largest, action.windowTokens);
        this.world.agent.forget();
        this.#model = this.#load();
        return;
      case 'unload':
        this.world.agent.forget();
        this.#model = null;
        return;
      case 'restart':
        return this.#restart();
    }
  }

  /** The disk works again and a model obeys: everything that was acknowledged is handled and answered. */
  async finish(): Promise<void> {
    const { world } = this;
    this.#outputs.length = 0;
    this.#window = { windowTokens: this.#largest, dense: false };
    this.#model = this.#load();
    await this.#restart();
    for (const chat of ['c', 'c2'] as const) {
      this.#chat = chat;
      const text = this.#tagged('Are you there?');
      const outcome = await world.handle(
        await this.#receive({ type: 'user_message', text, at: 0 }),
        this.#model,
      );
      if (outcome.type !== 'answered') this.#breaks(`the last message ended ${JSON.stringify(outcome)}`);
    }
    if ((await world.stores.memory.pendingEvents()).length > 0) this.#breaks('an event stayed pending');
    await this.#countAcknowledged();
    for (const step of world.steps()) await this.#rebuild(step);
  }

  watchTrace(trace: Trace): void {
    if (trace.type === 'flush' && trace.tokensAfter >= trace.tokensBefore)
      this.#breaks(`a flush went from ${trace.tokensBefore} to ${trace.tokensAfter} tokens`);
    if (trace.type !== 'step-end') return;
    this.prompts.set(trace.step.id, this.#asked);
    this.#checkGrowth(trace.step);
    this.#lastStep = trace.step;
  }

  /** Each block changes only by an edit that says what stood before. */
  watchCommit({ blocks = [], blockEdits = [] }: Commit): void {
    for (const { label, before, after } of blockEdits) {
      if (before !== this.#blocks.get(label))
        this.#breaks(`an edit of ${label} does not follow the one before`);
      this.#blocks.set(label, after);
    }
    for (const { label, value } of blocks)
      if (value !== this.#blocks.get(label)) this.#breaks(`${label} changed without an edit`);
  }

  #load(): WatchedModel {
    const fallback = (request: CompletionRequest) => answerWith(this.#outputs.shift(), request);
    const pause = async () => {
      this.#pieces += 1;
      await this.#onPiece(this.#pieces);
    };
    return new WatchedModel({ ...this.#window, fallback, pause }, (request, model) =>
      this.#checkRequest(request, model),
    );
  }

  async #event({ type, chat, text, fault, during }: Extract<Action, { during: unknown }>): Promise<void> {
    const at = this.world.now();
    const event: AgentEvent =
      type === 'say'
        ? { type: 'user_message', text: this.#tagged(text), at }
        : type === 'timer'
          ? { type, at }
          : { type, at, lastSeen: null };
    this.#chat = chat;
    await this.#under(fault, during, async (signal) => {
      await this.#handle(await this.#receive(event), signal);
    });
  }

  async #again({ chat, pick, text, fault }: Extract<Action, { type: 'again' }>): Promise<void> {
    const path = await this.world.path(chat);
    const message = path[pick % Math.max(1, path.length)];
    if (!message) return;
    this.#chat = chat;
    await this.#under(fault, null, async (signal) => {
      const said = text === null ? undefined : this.#tagged(text);
      const pending = await this.world.agent.sayAgain(chat, message.id, said);
      if (!pending) return;
      this.#acknowledge(pending);
      await this.#handle(pending, signal);
    });
  }

  async #switch(chat: Chat, pick: number): Promise<void> {
    const all = this.world.traces.flatMap((it) => (it.type === 'message-added' ? [it.message] : []));
    const message = all.filter((it) => it.conversationId === chat).at(-(pick % 20));
    if (message) await this.world.agent.switchVersion(chat, message.id);
  }

  /** Runs `work` under a fault; what it rejects with must be the store's refusal. */
  async #under(
    fault: Fault,
    during: { readonly piece: number; readonly deed: Deed } | null,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const { world } = this;
    const controller = new AbortController();
    const first = world.commits;
    this.#pieces = 0;
    this.#onPiece = async (piece) => {
      if (fault.type === 'stop' && piece >= fault.piece) controller.abort();
      if (piece === during?.piece) await this.#do(during.deed);
    };
    if (fault.type === 'refuse' || fault.type === 'crash')
      world.guard = () => {
        const count = world.commits - first;
        if (count === fault.commit || (fault.type === 'crash' && count > fault.commit)) throw refusal();
      };
    await work(controller.signal).catch((error: unknown) => {
      if (!(error instanceof Error) || !error.message.includes('no space left'))
        this.#breaks(`something threw: ${String(error)}`);
    });
    this.#onPiece = async () => {};
    world.guard = () => {};
    if (fault.type === 'crash') await this.#restart();
    // What was lost is loaded again.
    if (this.#model) this.#model = this.#load();
  }

  async #receive(event: AgentEvent): Promise<PendingEvent> {
    const pending = await this.world.agent.receive(this.#chat, event);
    this.#acknowledge(pending);
    return pending;
  }

  #acknowledge({ event }: PendingEvent): void {
    if (event.type !== 'user_message') return;
    const key = tag(event.text);
    this.#acknowledged.set(key, (this.#acknowledged.get(key) ?? 0) + 1);
  }

  async #handle(pending: PendingEvent, signal: AbortSignal): Promise<void> {
    const { world } = this;
    const model = this.#model;
    const before = world.traces.length;
    let outcome: RunOutcome;
    try {
      outcome = await world.handle(pending, model, signal);
    } catch (error) {
      this.#breaks(`handle rejected: ${String(error)}`);
      return;
    }
    const ends = world.traces.slice(before).filter((trace) => trace.type === 'run-end').length;
    if (ends !== 1) this.#breaks(`a run ended ${ends} times`);
    await this.#checkOutcome(pending, outcome);
    if (!model || outcome.type !== 'answered') return;
    await world.agent.takeMemoryTurn(pending.conversationId, model, signal);
    const count = (type: string) => world.traces.filter((trace) => trace.type === type).length;
    if (count('run-start') !== count('run-end')) this.#breaks('a memory turn did not end');
  }

  async #checkOutcome({ event, conversationId }: PendingEvent, outcome: RunOutcome): Promise<void> {
    if (outcome.type === 'failed' && outcome.message === '') this.#breaks('a failure without a word');
    if (outcome.type === 'failed' && /does not fit/.test(outcome.message) && !(await this.#isCoreOver()))
      this.#breaks(outcome.message);
    if (event.type !== 'user_message') return;
    if (outcome.type === 'slept') this.#breaks('a run that a person waited for slept');
    if (outcome.type !== 'answered' || !this.#model) return;
    const last = (await this.world.path(conversationId)).at(-1);
    if (last?.role !== 'assistant' || last.text.trim() === '') this.#breaks('an answer without words');
  }

  /** Core memory that a larger model wrote is never cut silently: a smaller one may have no room. */
  async #isCoreOver(): Promise<boolean> {
    const model = this.#model;
    if (!model) return false;
    const blocks = await this.world.stores.memory.blocks('a');
    const content = blocks.map(({ value }) => value).join('\n');
    const [tokens = 0] = await model.countTokens([{ role: 'user', content }]);
    return tokens > windowBudget(model.windowTokens).core;
  }

  async #do(deed: Deed): Promise<void> {
    try {
      if (deed.type === 'edit') await this.#edit(deed);
      if (deed.type === 'document') await this.world.addDocument('any.txt', deed.texts, deed.chat);
      if (deed.type === 'undo') await this.#undo(deed.pick, deed.byRun);
      if (deed.type === 'elsewhere') await this.#switch(this.#chat === 'c' ? 'c2' : 'c', deed.pick);
    } catch (error) {
      if (!String(error).includes('no space left')) this.#breaks(`${deed.type} threw: ${String(error)}`);
    }
  }

  /** As the app lets the person: within the block's share. */
  async #edit({ label, text }: Extract<Deed, { type: 'edit' }>): Promise<void> {
    const share = Math.floor(windowBudget(this.#window.windowTokens).core / 2);
    let value = text.slice(0, charactersWithin(share)).trim();
    while (this.#window.dense && countDensely(value) > share) value = value.slice(0, value.length / 2);
    await this.world.editBlock(label, value);
  }

  async #undo(pick: number, byRun: boolean): Promise<void> {
    const edits = await this.world.stores.workspace.blockEdits('a');
    const edit = edits[pick % Math.max(1, edits.length)];
    if (edit) await this.world.agent.undo(byRun && edit.runId ? { runId: edit.runId } : { editId: edit.id });
  }

  async #restart(): Promise<void> {
    await this.world.restart();
    for (const pending of await this.world.stores.memory.pendingEvents()) {
      this.#chat = pending.conversationId as Chat;
      await this.#handle(pending, new AbortController().signal);
      if (this.#model) this.#model = this.#load();
    }
  }

  #tagged(text: string): string {
    this.#texts += 1;
    return `#${this.#texts}# ${text}`;
  }

  async #checkRequest({ messages, maxTokens }: CompletionRequest, model: WatchedModel): Promise<void> {
    this.#asked = messages;
    const counts = await model.countTokens(messages);
    const total = counts.reduce((sum, it) => sum + it, 0);
    const { reserve } = windowBudget(model.windowTokens);
    // A memory turn may use half of what is kept free for the reply.
    if (maxTokens < reserve / 2 - 8 || total + maxTokens > model.windowTokens)
      this.#breaks(`${total} tokens and ${maxTokens} more in a window of ${model.windowTokens}`);
    const path = await this.world.path(this.#chat);
    const hasSummary = messages[1]?.content.startsWith('{"type":"summary"') ?? false;
    const queue = path.slice(path.length - messages.length + (hasSummary ? 2 : 1));
    const read = messages.slice(hasSummary ? 2 : 1);
    if (read.some(({ role, content }, at) => queue[at]?.role !== role || queue[at].content !== content))
      this.#breaks('a message in the prompt is not stored in its place');
    this.#checkLabels(queue, hasSummary ? JSON.parse(messages[1]?.content ?? '{}').last : null);
  }

  /** A label in view stands for one thing. */
  #checkLabels(queue: readonly Message[], summaryLabel: string | null): void {
    const known = new Map<string, string>(summaryLabel ? [[summaryLabel, 'summary']] : []);
    for (const { id, parts } of queue) {
      for (const part of parts) {
        const hits =
          part.type === 'function_result' || part.type === 'readahead'
            ? part.hits.map((hit) => [hit.label, `${hit.id} in ${id}`] as const)
            : part.type === 'user_message' && part.label
              ? [[part.label, id] as const]
              : [];
        for (const [label, meaning] of hits) {
          if ((known.get(label) ?? meaning) !== meaning) this.#breaks(`${label} stands for two things`);
          known.set(label, meaning);
        }
      }
    }
  }

  #checkGrowth(step: StepTrace): void {
    const last = this.#lastStep;
    if (last?.epochId !== step.epochId || last.finish !== 'stop') return;
    const before = this.prompts.get(last.id) ?? [];
    const expected = [...before, { role: 'assistant', content: last.output }];
    const same = expected.every(
      ({ role, content }, at) => this.#asked[at]?.role === role && this.#asked[at].content === content,
    );
    if (!same || this.#asked.length !== expected.length + 1)
      this.#breaks(`within an epoch the prompt went from ${before.length} to ${this.#asked.length} messages`);
  }

  async #rebuild(step: StepTrace): Promise<void> {
    const rebuilt = await rebuildPrompt(step, this.world.stores.memory);
    if (rebuilt && JSON.stringify(rebuilt) !== JSON.stringify(this.prompts.get(step.id)))
      this.#breaks('a prompt was not rebuilt as it was');
  }

  async #countAcknowledged(): Promise<void> {
    const found = new Map<string, number>();
    const { workspace } = this.world.stores;
    await workspace.eachMessages((batch) => {
      for (const part of batch.flatMap((message) => message.parts))
        if (part.type === 'user_message') found.set(tag(part.text), (found.get(tag(part.text)) ?? 0) + 1);
    });
    for (const [key, times] of this.#acknowledged)
      if (found.get(key) !== times)
        this.#breaks(`${key} is stored ${found.get(key) ?? 0} times, not ${times}`);
  }

  readonly #breaks = (promise: string) => void this.broken.push(promise);
}
