/** Reasons for work to wait. */
export class Pauses<Reason> {
  readonly #reasons = new Set<Reason>();
  readonly #release: (() => void)[] = [];

  /** Whether there is any. */
  get any(): boolean {
    return this.#reasons.size > 0;
  }

  /** A reason came up, or went. */
  set(reason: Reason, holds: boolean): void {
    if (holds) this.#reasons.add(reason);
    else this.#reasons.delete(reason);
    if (this.any) return;
    for (const release of this.#release.splice(0)) release();
  }

  /** Resolves once there is none. */
  async over(): Promise<void> {
    while (this.any) await new Promise<void>((resolve) => this.#release.push(resolve));
  }
}
