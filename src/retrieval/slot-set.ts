/** A set of slots as bits, which a scan reads as it is: bit `slot % 8` of byte `slot / 8`. */
export class SlotSet {
  #bytes: Uint8Array;

  /** @param slots how many to make room for; the set grows past them */
  constructor(slots = 0) {
    this.#bytes = new Uint8Array(Math.ceil(slots / 8));
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

  #grow(least: number): void {
    const larger = new Uint8Array(Math.max(least, 2 * this.#bytes.length, 64));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
