import type { EmbedUrgency } from '../kernel/embedder.ts';

/**
 * Whose turn it is at a model that does one thing at a time: what is asked `now` goes first, each in the order of
 * asking. Somebody who asks `now` waits for at most one pass of what can be done `later`.
 */
export class ModelTurns {
  readonly #waiting: Record<EmbedUrgency, (() => void)[]> = { now: [], later: [] };
  #taken = false;

  /** Runs `pass` when its turn has come. */
  async take<Result>(urgency: EmbedUrgency, pass: () => Promise<Result>): Promise<Result> {
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting[urgency].push(resolve));
    this.#taken = true;
    try {
      return await pass();
    } finally {
      void this.#giveOn();
    }
  }

  async #giveOn(): Promise<void> {
    await letEventsIn();
    const next = this.#waiting.now.shift() ?? this.#waiting.later.shift();
    if (next) next();
    else this.#taken = false;
  }
}

/**
 * The runtime's promises settle without letting events in: a question that came during a pass, or a cancel, would
 * not be heard of before the next one. A message, since browsers delay repeated timers by 4 ms.
 */
function letEventsIn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
