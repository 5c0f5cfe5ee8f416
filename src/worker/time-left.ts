/** No number before so many milliseconds of work were seen. */
const SHORTEST_MEASURED = 3_000;
/** A longer silence between two steps, in milliseconds, was no work: the measuring begins anew. */
const LONGEST_STEP = 30_000;

interface Moment {
  readonly done: number;
  readonly at: number;
}

/** Tells from the measured pace of some work how much longer it takes. */
export class TimeLeft {
  #from: Moment | null = null;
  #last: Moment | null = null;

  /**
   * @param done of `total` parts, in any unit
   * @param at in milliseconds, by any clock that goes forward
   * @returns seconds; `null` until the pace is known
   */
  note(done: number, total: number, at: number): number | null {
    const last = this.#last;
    this.#last = { done, at };
    if (!this.#from || !last || done < last.done || at - last.at > LONGEST_STEP) {
      this.#from = { done, at };
      return null;
    }
    const ms = at - this.#from.at;
    const gained = done - this.#from.done;
    if (ms < SHORTEST_MEASURED || gained <= 0) return null;
    return ((Math.max(0, total - done) / gained) * ms) / 1000;
  }
}
