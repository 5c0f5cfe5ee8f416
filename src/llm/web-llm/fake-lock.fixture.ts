/** web-llm's `CustomLock` (0.2.86, lib/index.js), which it doesn't export: first come, first served. */
export class FakeLock {
  #acquired = false;
  readonly #queue: (() => void)[] = [];

  async acquire(): Promise<void> {
    if (!this.#acquired) {
      this.#acquired = true;
      return;
    }
    await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  release(): Promise<void> {
    const next = this.#queue.shift();
    if (next) next();
    else this.#acquired = false;
    return Promise.resolve();
  }
}
