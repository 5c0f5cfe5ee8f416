/** A copy of the rows, newest first; of the same time, the one with the higher id, as IndexedDB has it. */
export function newestFirst<Row extends { readonly id: string }>(
  rows: Iterable<Row>,
  at: (row: Row) => number,
): Row[] {
  return [...rows].sort((a, b) => at(b) - at(a) || (a.id < b.id ? 1 : -1));
}
