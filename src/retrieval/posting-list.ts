const countBits = 8;
const largestCount = 255;

/** Slots in a posting list fit 24 bits: 16.7 million texts added since the index was built. */
export const largestSlot = 2 ** (32 - countBits) - 1;

/** Where one term occurs: slots in rising order, each packed with how often (capped at 255) into 32 bits. */
export class PostingList {
  #packed = new Uint32Array(4);
  #length = 0;

  /** How many texts hold the term. */
  get length(): number {
    return this.#length;
  }

  /** @param slot higher than every slot added before */
  append(slot: number, count: number): void {
    if (this.#length === this.#packed.length) {
      const larger = new Uint32Array(2 * this.#length);
      larger.set(this.#packed);
      this.#packed = larger;
    }
    // Multiplied, not shifted: a shift would make high slots negative.
    this.#packed[this.#length++] = slot * (largestCount + 1) + Math.min(count, largestCount);
  }

  /** Does nothing when the slot is not in the list. */
  remove(slot: number): void {
    const index = this.#indexOf(slot);
    if (index === null) return;
    this.#packed.copyWithin(index, index + 1, this.#length);
    this.#length--;
  }

  forEach(visit: (slot: number, count: number) => void): void {
    for (let index = 0; index < this.#length; index++) {
      const packed = this.#packed[index] ?? 0;
      visit(packed >>> countBits, packed & largestCount);
    }
  }

  #indexOf(slot: number): number | null {
    let low = 0;
    let high = this.#length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = (this.#packed[middle] ?? 0) >>> countBits;
      if (found === slot) return middle;
      if (found < slot) low = middle + 1;
      else high = middle - 1;
    }
    return null;
  }
}
