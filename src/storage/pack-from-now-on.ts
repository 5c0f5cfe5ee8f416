import type { Table, Transaction } from 'dexie';
import { isRecord } from './parse-segment.ts';
import type { SegmentFacts } from './stored-rows.ts';
import { eachTablePage } from './table-pages.ts';
import { addToTail, type TextTables } from './unpacked-texts.ts';

/**
 * From version 1 to 2. Every text waits to be packed, as search has indexed each one at every start so far; vector
 * segments, of one batch each, are merged in idle time. Of what is damaged no facts are noted: it is found so when
 * it is read.
 */
export async function packFromNowOn(transaction: Transaction): Promise<void> {
  const tables: TextTables = {
    passages: transaction.table('passages'),
    messages: transaction.table('messages'),
    text_tail: transaction.table('text_tail'),
  };
  await addToTail(tables, () => false);
  const segments: Table<{ readonly order: number }, number> = transaction.table('vector_segments');
  const facts: Table<SegmentFacts> = transaction.table('segment_facts');
  await eachTablePage(
    segments,
    ({ order }) => order,
    async (rows) => {
      await facts.bulkAdd(rows.flatMap(factsOf));
    },
  );
}

function factsOf(row: unknown): SegmentFacts[] {
  if (!isRecord(row)) return [];
  const { order, kind, modelId, ids } = row;
  if (typeof order !== 'number' || typeof modelId !== 'string' || !Array.isArray(ids)) return [];
  if (kind !== 'passage' && kind !== 'message') return [];
  const count = ids.length;
  return [{ of: 'vectors', order, kind, modelId, count, live: count, seen: 0, dead: null }];
}
