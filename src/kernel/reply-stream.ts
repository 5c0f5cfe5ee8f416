import type { PartialReply } from './memory-store.ts';
import { ReplyDecoder } from './reply-decoder.ts';
import type { Phase } from './trace.ts';

/** A streaming reply is stored this often, in milliseconds. */
const STORE_INTERVAL = 500;

export interface ReplyStreamOptions {
  readonly conversationId: string;
  readonly runId: string;
  readonly now: () => number;
  /** Whether the person may read what is written: not in a memory turn. */
  readonly isSpoken: boolean;
  readonly onPhase: (phase: Phase) => void;
  readonly onText: (text: string) => void;
  readonly store: (partialReply: PartialReply) => Promise<void>;
}

/** Turns the model's output, while it grows, into words for the person, and stores them as they come. */
export class ReplyStream {
  readonly #options: ReplyStreamOptions;
  readonly #decoder = new ReplyDecoder();
  #isThinking = false;
  #isWriting = false;
  #storedAt: number;
  #storing: Promise<void> = Promise.resolve();

  constructor(options: ReplyStreamOptions) {
    this.#options = options;
    this.#storedAt = options.now();
  }

  /** The reply so far; empty where none may be spoken. */
  get text(): string {
    return this.#options.isSpoken ? this.#decoder.text : '';
  }

  /** Takes the next piece of output. */
  push(piece: string): void {
    const { onPhase, onText, isSpoken } = this.#options;
    if (!this.#isThinking) onPhase({ name: 'thinking' });
    this.#isThinking = true;
    const added = this.#decoder.push(piece);
    if (added === '' || !isSpoken) return;
    if (!this.#isWriting) onPhase({ name: 'writing' });
    this.#isWriting = true;
    onText(added);
    this.#storeNowAndThen();
  }

  /** Resolves when nothing is being stored any more: the step's commit, which removes it, must come after. */
  async settled(): Promise<void> {
    await this.#storing;
  }

  #storeNowAndThen(): void {
    const { conversationId, runId, now, store } = this.#options;
    const at = now();
    // Clocks jump both ways.
    if (Math.abs(at - this.#storedAt) < STORE_INTERVAL) return;
    this.#storedAt = at;
    const partialReply = { conversationId, runId, text: this.#decoder.text, at };
    // A partial reply that can't be stored costs nothing but itself: the step's own commit will tell.
    this.#storing = this.#storing.then(() => store(partialReply)).catch(() => undefined);
  }
}
