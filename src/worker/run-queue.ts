import type { Agent } from '../kernel/agent.ts';
import type { PendingEvent } from '../kernel/event.ts';
import type { LanguageModel } from '../kernel/language-model.ts';

/**
 * One run at a time. What the person says is stored at once and waits its turn; it cuts a memory turn short,
 * because nobody should wait for housekeeping.
 */
export class RunQueue {
  readonly #agent: Agent;
  readonly #model: () => LanguageModel | null;
  readonly #onFailure: (message: string) => void;
  #tail: Promise<unknown> = Promise.resolve();
  #run: { readonly conversationId: string; readonly controller: AbortController } | null = null;
  #memoryTurn: AbortController | null = null;
  #lent: AbortController | null = null;
  /** Events that are handled or wait for it. */
  #events = 0;

  /** `onFailure` is told what no run could tell, such as storage that went away between two runs. */
  constructor(
    agent: Agent,
    model: () => LanguageModel | null,
    onFailure: (message: string) => void = () => {},
  ) {
    this.#agent = agent;
    this.#model = model;
    this.#onFailure = onFailure;
  }

  /** Whether something is answered, or waits to be. */
  get isBusy(): boolean {
    return this.#events > 0 || this.#memoryTurn !== null;
  }

  /**
   * Lends the model to work that belongs to no chat, once nothing runs. What the person says meanwhile ends it, by the
   * signal: it is answered first.
   */
  lend<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const controller = new AbortController();
    this.#lent = controller;
    const done = this.#tail.then(() => work(controller.signal));
    this.#tail = done
      .catch(() => {})
      .then(() => {
        if (this.#lent === controller) this.#lent = null;
      });
    return done;
  }

  /** Resolves when the words are stored; rejects, with nothing stored, when they can't be. */
  async say(conversationId: string, text: string): Promise<void> {
    const event = await this.#agent.receive(conversationId, { type: 'user_message', text, at: Date.now() });
    this.enqueue(event);
  }

  /** Says an exchange anew, in place of what came of it; see `Agent.sayAgain`. */
  async sayAgain(conversationId: string, messageId: string, text?: string): Promise<void> {
    await this.end(conversationId);
    const event = await this.#agent.sayAgain(conversationId, messageId, text);
    if (!event) throw new Error('This message is not part of the chat any more. Nothing was changed.');
    this.enqueue(event);
  }

  /** Asks for the rest of an interrupted reply; see `Agent.goOn`. */
  async goOn(conversationId: string): Promise<void> {
    await this.end(conversationId);
    const event = await this.#agent.goOn(conversationId);
    if (!event) throw new Error('There is nothing to go on with here. Ask again instead.');
    this.enqueue(event);
  }

  /** A timed heartbeat, unless something runs already or no model is loaded: nobody waits for one. */
  async beat(conversationId: string): Promise<void> {
    if (this.#run || this.#memoryTurn || this.#lent || !this.#model()) return;
    this.enqueue(await this.#agent.receive(conversationId, { type: 'timer', at: Date.now() }));
  }

  /** Handles an event that is stored already. */
  enqueue(event: PendingEvent): void {
    this.#memoryTurn?.abort();
    this.#lent?.abort();
    this.#events += 1;
    this.#tail = this.#tail
      .then(() => this.#handle(event))
      .catch((error) => this.#onFailure(error instanceof Error ? error.message : String(error)))
      .then(() => {
        this.#events -= 1;
      });
  }

  /** Ends the run of this conversation; what was written is kept. */
  stop(conversationId: string): void {
    if (this.#run?.conversationId === conversationId) this.#run.controller.abort();
    this.#memoryTurn?.abort();
  }

  /** Ends the run of this conversation, and resolves when nothing more will be written to it. */
  async end(conversationId: string): Promise<void> {
    this.stop(conversationId);
    if (this.#run?.conversationId === conversationId || this.#memoryTurn) await this.#tail;
  }

  /** Ends whatever runs, and resolves when it has. */
  async stopAll(): Promise<void> {
    this.#run?.controller.abort();
    this.#memoryTurn?.abort();
    this.#lent?.abort();
    await this.#tail;
  }

  async #handle(event: PendingEvent): Promise<void> {
    const model = this.#model();
    const controller = new AbortController();
    this.#run = { conversationId: event.conversationId, controller };
    const outcome = await this.#agent.handle(event, model, controller.signal);
    this.#run = null;
    if (!model || outcome.type !== 'answered') return;
    this.#memoryTurn = new AbortController();
    await this.#agent.takeMemoryTurn(event.conversationId, model, this.#memoryTurn.signal);
    this.#memoryTurn = null;
  }
}
