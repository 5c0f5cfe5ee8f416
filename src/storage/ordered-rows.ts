import type { Table } from 'dexie';
import type { Ordered } from './stored-rows.ts';

interface Identified {
  readonly id: string;
}

/** Puts rows by `id`: new ones at the end of the order of arrival, known ones in their old place. */
export async function putInOrder<Row extends Identified>(
  table: Table<Ordered<Row>, number>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const known = await table
    .where('id')
    .anyOf(rows.map((row) => row.id))
    .toArray();
  const orders = new Map(known.map((row) => [row.id, row.order]));
  await table.bulkPut(
    rows.map((row) => {
      const order = orders.get(row.id);
      return order === undefined ? row : { ...row, order };
    }),
  );
}

/** The row as it was put. */
export function withoutOrder<Row>({ order: _, ...row }: Ordered<Row>): Omit<Ordered<Row>, 'order'> {
  return row;
}
