import { hashTerm, type WordSegment } from './word-segment.ts';

/** Numbers for terms in UTF-8, in the order in which they are asked for: what a map of strings does, without strings. */
export class TermNumbers {
  #terms = new Uint8Array(4096);
  #termEnds = new Uint32Array(1024);
  #count = 0;
  /** The number of a term plus one, at its hash or as soon after it as was free; 0 where it is free. */
  #table = new Uint32Array(2048);

  /** The number of another segment's term, a new one if need be. */
  numberOf(terms: Uint8Array, termEnds: Uint32Array, term: number): number {
    const from = term === 0 ? 0 : (termEnds[term - 1] ?? 0);
    const to = termEnds[term] ?? 0;
    const mask = this.#table.length - 1;
    let at = hashTerm(terms, from, to) & mask;
    for (let number = this.#table[at] ?? 0; number !== 0; number = this.#table[at] ?? 0) {
      if (this.#is(number - 1, terms, from, to)) return number - 1;
      at = (at + 1) & mask;
    }
    this.#table[at] = this.#count + 1;
    this.#append(terms.subarray(from, to));
    return this.#count - 1;
  }

  pack(): Pick<WordSegment, 'terms' | 'termEnds'> {
    return {
      terms: this.#terms.slice(0, this.#endOf(this.#count - 1)),
      termEnds: this.#termEnds.slice(0, this.#count),
    };
  }

  #is(number: number, terms: Uint8Array, from: number, to: number): boolean {
    const start = this.#endOf(number - 1);
    if (this.#endOf(number) - start !== to - from) return false;
    for (let index = from; index < to; index++) {
      if (this.#terms[start + index - from] !== terms[index]) return false;
    }
    return true;
  }

  #append(term: Uint8Array): void {
    const start = this.#endOf(this.#count - 1);
    const end = start + term.length;
    if (end > this.#terms.length) {
      const larger = new Uint8Array(Math.max(end, 2 * this.#terms.length));
      larger.set(this.#terms);
      this.#terms = larger;
    }
    this.#terms.set(term, start);
    if (this.#count === this.#termEnds.length) {
      const larger = new Uint32Array(2 * this.#count);
      larger.set(this.#termEnds);
      this.#termEnds = larger;
    }
    this.#termEnds[this.#count++] = end;
    // At most half full, so that a term is found in a step or two.
    if (2 * this.#count > this.#table.length) this.#widen();
  }

  #widen(): void {
    this.#table = new Uint32Array(2 * this.#table.length);
    const mask = this.#table.length - 1;
    for (let number = 0; number < this.#count; number++) {
      let at = hashTerm(this.#terms, this.#endOf(number - 1), this.#endOf(number)) & mask;
      while (this.#table[at] !== 0) at = (at + 1) & mask;
      this.#table[at] = number + 1;
    }
  }

  #endOf(number: number): number {
    return number < 0 ? 0 : (this.#termEnds[number] ?? 0);
  }
}
