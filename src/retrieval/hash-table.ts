import { hashTerm } from './word-segment.ts';

/** See `WordSegment.table`. */
export function hashTable(terms: Uint8Array, termEnds: Uint32Array): Uint32Array {
  // At most half full, so that a term is found in a step or two.
  const table = new Uint32Array(2 * 2 ** Math.ceil(Math.log2(2 * termEnds.length + 2)));
  const mask = table.length - 1;
  let start = 0;
  termEnds.forEach((end, number) => {
    const hash = hashTerm(terms, start, end);
    let at = (2 * hash) & mask;
    while (table[at + 1] !== 0) at = (at + 2) & mask;
    table[at] = hash;
    table[at + 1] = number + 1;
    start = end;
  });
  return table;
}
