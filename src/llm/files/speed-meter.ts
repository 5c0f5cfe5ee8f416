/** Bytes a second over the last seconds. */
export class SpeedMeter {
  readonly #now: () => number;
  readonly #samples: { readonly at: number; readonly bytes: number }[] = [];
  #since: number;

  /** @param now in ms, never going back */
  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  add(bytes: number): void {
    this.#samples.push({ at: this.#now(), bytes });
  }

  /** `null` while less than a second can be told of. */
  bytesPerSecond(): number | null {
    const now = this.#now();
    const from = Math.max(this.#since, now - windowMs);
    while (this.#samples[0] && this.#samples[0].at < from) this.#samples.shift();
    if (now - from < leastMs) return null;
    return (this.#samples.reduce((sum, { bytes }) => sum + bytes, 0) * 1000) / (now - from);
  }

  /** Begins anew: after a pause of the line, what was before it says nothing. */
  reset(): void {
    this.#samples.length = 0;
    this.#since = this.#now();
  }
}

const windowMs = 5000;
const leastMs = 1000;
