import type { Table } from 'dexie';

/** Rows read at once: enough to make requests few, little enough to hold in memory with their text. */
const pageRows = 500;

/** Visits every row in the order of its key, a page of rows at a time. Call it within a transaction. */
export async function eachTablePage<Row, Key>(
  table: Table<Row, Key>,
  keyOf: (row: Row) => Key,
  visit: (rows: readonly Row[]) => Promise<void> | void,
): Promise<void> {
  let rows = await table.orderBy(':id').limit(pageRows).toArray();
  for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
    await visit(rows);
    if (rows.length < pageRows) return;
    rows = await table.where(':id').above(keyOf(last)).limit(pageRows).toArray();
  }
}
