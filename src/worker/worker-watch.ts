/** Something that a worker owes an answer to. */
export interface Wait {
  /** From here on it may take so many ms of silence. */
  set(ms: number): void;
  end(): void;
}

/** A silence is counted in so many parts: a device that slept through one of them is not taken for a hung worker. */
const parts = 10;

/**
 * Watches a worker that owes answers. Every message from it, whatever about, shows that it is alive. What waits
 * there may have to wait for one another, so their times add up.
 */
export class WorkerWatch {
  readonly #onSilent: (ms: number) => void;
  readonly #waits = new Map<Wait, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onSilent told after so many ms without a message while something was owed */
  constructor(onSilent: (ms: number) => void) {
    this.#onSilent = onSilent;
  }

  /** Begins to wait for something that may take `ms` of silence. */
  begin(ms: number): Wait {
    const wait: Wait = {
      set: (changed) => {
        if (this.#waits.has(wait)) this.#waits.set(wait, changed);
        this.heard();
      },
      end: () => {
        this.#waits.delete(wait);
        this.heard();
      },
    };
    this.#waits.set(wait, ms);
    this.heard();
    return wait;
  }

  /** Waits for `work` in the same way. */
  async during<T>(ms: number, work: Promise<T>): Promise<T> {
    const wait = this.begin(ms);
    try {
      return await work;
    } finally {
      wait.end();
    }
  }

  /** The worker is alive. */
  heard(): void {
    this.#count(parts);
  }

  /** Nothing is owed any more. */
  end(): void {
    this.#waits.clear();
    clearTimeout(this.#timer);
  }

  #count(left: number): void {
    clearTimeout(this.#timer);
    if (this.#waits.size === 0) return;
    const ms = [...this.#waits.values()].reduce((sum, each) => sum + each, 0);
    this.#timer = setTimeout(() => (left > 1 ? this.#count(left - 1) : this.#onSilent(ms)), ms / parts);
  }
}
