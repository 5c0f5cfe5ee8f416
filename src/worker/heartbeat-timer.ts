/** The platform's timers, passed in so that a test need not wait. */
export interface Timers {
  setInterval(work: () => void, milliseconds: number): number;
  clearInterval(id: number): void;
}

/** Fires timed heartbeats at a chosen interval; off until one is chosen. */
export class HeartbeatTimer {
  readonly #timers: Timers;
  readonly #beat: () => void;
  #id: number | null = null;

  constructor(beat: () => void, timers: Timers) {
    this.#beat = beat;
    this.#timers = timers;
  }

  /** `null` switches off. A new interval begins now. */
  set(minutes: number | null): void {
    if (this.#id !== null) this.#timers.clearInterval(this.#id);
    this.#id = minutes === null ? null : this.#timers.setInterval(this.#beat, minutes * 60_000);
  }
}
