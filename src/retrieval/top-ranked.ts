/** A slot of an index with its score; higher is better. */
export interface RankedSlot {
  readonly slot: number;
  readonly score: number;
}

/** Better first; among equals the higher slot, which was filled later. */
function compareRanked(a: RankedSlot, b: RankedSlot): number {
  return b.score - a.score || b.slot - a.slot;
}

/** Keeps the best `limit` of the slots it is shown: a heap with the worst kept slot on top. */
export class TopRanked {
  readonly #limit: number;
  readonly #heap: RankedSlot[] = [];

  /** @param limit how many to keep, at least 1 */
  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(slot: number, score: number): void {
    const entry = { slot, score };
    if (this.#heap.length < this.#limit) {
      this.#heap.push(entry);
      this.#rise(this.#heap.length - 1);
      return;
    }
    const worst = this.#heap[0];
    if (worst === undefined || compareRanked(entry, worst) >= 0) return;
    this.#heap[0] = entry;
    this.#sink();
  }

  /** What was kept, best first. */
  sorted(): RankedSlot[] {
    return [...this.#heap].sort(compareRanked);
  }

  #rise(from: number): void {
    let index = from;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (!this.#swapIfWorse(index, above)) return;
      index = above;
    }
  }

  #sink(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= this.#heap.length) return;
      const worse = this.#isWorse(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfWorse(worse, index)) return;
      index = worse;
    }
  }

  #isWorse(a: number, b: number): boolean {
    const first = this.#heap[a];
    const second = this.#heap[b];
    return first !== undefined && second !== undefined && compareRanked(first, second) > 0;
  }

  /** Moves the entry at `below` up when it is worse than the one at `above`. */
  #swapIfWorse(below: number, above: number): boolean {
    const lower = this.#heap[below];
    const upper = this.#heap[above];
    if (lower === undefined || upper === undefined || compareRanked(lower, upper) <= 0) return false;
    this.#heap[below] = upper;
    this.#heap[above] = lower;
    return true;
  }
}
