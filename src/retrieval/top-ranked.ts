/** A slot of an index with its score; higher is better. */
export interface RankedSlot {
  readonly slot: number;
  readonly score: number;
}

/** Below 0 when the first of two slots with equal scores is better. */
export type CompareSlots = (a: number, b: number) => number;

/** The higher slot, which was filled later. */
const laterFirst: CompareSlots = (a, b) => b - a;

/** Better first; among equals the higher slot. */
export function compareRanked(a: RankedSlot, b: RankedSlot): number {
  return b.score - a.score || laterFirst(a.slot, b.slot);
}

/**
 * Keeps the best `limit` of the slots it is shown: a list, and once it is full a heap with the worst on top. Slots
 * and scores lie in arrays of their own, since objects would take longer than all else that a search does.
 */
export class TopRanked {
  readonly #limit: number;
  readonly #slots: number[] = [];
  readonly #scores: number[] = [];
  readonly #compareEquals: CompareSlots;
  #least = Number.NEGATIVE_INFINITY;

  /**
   * @param limit how many to keep, at least 1
   * @param compareEquals never 0 for two slots; when left out, the higher slot is better
   */
  constructor(limit: number, compareEquals: CompareSlots = laterFirst) {
    this.#limit = limit;
    this.#compareEquals = compareEquals;
  }

  /** What a score must reach to be kept. */
  get least(): number {
    return this.#least;
  }

  offer(slot: number, score: number): void {
    if (score < this.#least) return;
    const slots = this.#slots;
    const scores = this.#scores;
    if (slots.length < this.#limit) {
      slots.push(slot);
      scores.push(score);
      if (slots.length === this.#limit) this.#makeHeap();
      return;
    }
    if (score === this.#least && this.#compareEquals(slots[0] ?? 0, slot) < 0) return;
    this.#sink(0, slot, score);
    this.#least = scores[0] ?? 0;
  }

  /** What was kept, best first. */
  sorted(): RankedSlot[] {
    return this.#slots
      .map((slot, index) => ({ slot, score: this.#scores[index] ?? 0 }))
      .sort((a, b) => b.score - a.score || this.#compareEquals(a.slot, b.slot));
  }

  #makeHeap(): void {
    for (let index = (this.#slots.length >> 1) - 1; index >= 0; index--) {
      this.#sink(index, this.#slots[index] ?? 0, this.#scores[index] ?? 0);
    }
    this.#least = this.#scores[0] ?? 0;
  }

  /** Puts an entry in the place of another one, or below it where it is better than those there. */
  #sink(from: number, slot: number, score: number): void {
    const slots = this.#slots;
    const scores = this.#scores;
    let index = from;
    for (let below = 2 * index + 1; below < slots.length; below = 2 * index + 1) {
      if (below + 1 < slots.length && this.#isWorse(below + 1, slots[below] ?? 0, scores[below] ?? 0))
        below++;
      if (!this.#isWorse(below, slot, score)) break;
      slots[index] = slots[below] ?? 0;
      scores[index] = scores[below] ?? 0;
      index = below;
    }
    slots[index] = slot;
    scores[index] = score;
  }

  #isWorse(index: number, slot: number, score: number): boolean {
    const own = this.#scores[index] ?? 0;
    return own < score || (own === score && this.#compareEquals(slot, this.#slots[index] ?? 0) < 0);
  }
}
