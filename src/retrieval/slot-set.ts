/** A set of slots as bits, which a scan reads as it is: bit `slot % 8` of byte `slot / 8`. */
export class SlotSet {
  #bytes: Uint8Array;

  /** @param slots how many to make room for; the set grows past them */
  constructor(slots = 0) {
    this.#bytes = new Uint8Array(Math.ceil(slots / 8));
  }

  /** A set of the slots whose bits are set in a copy of `bytes`. */
  static of(bytes: Uint8Array): SlotSet {
    const set = new SlotSet();
    set.#bytes = bytes.slice();
    return set;
  }

  /** The bits; slots past the end are not in the set. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  has(slot: number): boolean {
    return (((this.#bytes[slot >> 3] ?? 0) >> (slot & 7)) & 1) === 1;
  }

  add(slot: number): void {
    const index = slot >> 3;
    if (index >= this.#bytes.length) this.#grow(index + 1);
    this.#bytes[index] = (this.#bytes[index] ?? 0) | (1 << (slot & 7));
  }

  delete(slot: number): void {
    const index = slot >> 3;
    if (index < this.#bytes.length) this.#bytes[index] = (this.#bytes[index] ?? 0) & ~(1 << (slot & 7));
  }

  /** How many of the slots before `slots` are in the set. */
  countBefore(slots: number): number {
    let count = 0;
    for (let slot = 0; slot < slots; slot++) if (this.has(slot)) count++;
    return count;
  }

  #grow(least: number): void {
    const larger = new Uint8Array(Math.max(least, 2 * this.#bytes.length, 64));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
