import type { Database } from './database.ts';
import type { PackedTexts, PackedVectors } from './index-store.ts';
import type { SegmentFacts } from './stored-rows.ts';

/*
 * Segments come and go with their facts. Call these within a transaction that has `segment_facts`, the tombstones
 * for adding, and the segments in its scope.
 */

export async function addWordSegment(db: Database, texts: PackedTexts): Promise<void> {
  const order = await db.word_segments.add({ ...texts });
  await addFacts(db, { of: 'words', order, kind: texts.kind, modelId: '', count: texts.ids.length });
}

export async function addVectorSegment(db: Database, modelId: string, vectors: PackedVectors): Promise<void> {
  const order = await db.vector_segments.add({ ...vectors, modelId });
  await addFacts(db, { of: 'vectors', order, kind: vectors.kind, modelId, count: vectors.ids.length });
}

export async function removeSegments(
  db: Database,
  of: SegmentFacts['of'],
  orders: readonly number[],
): Promise<void> {
  const table = of === 'words' ? db.word_segments : db.vector_segments;
  await table.bulkDelete([...orders]);
  await db.segment_facts.bulkDelete(orders.map((order) => [of, order]));
}

/** What is packed now was read now: no tombstone so far means it. */
async function addFacts(
  db: Database,
  facts: Pick<SegmentFacts, 'of' | 'order' | 'kind' | 'modelId' | 'count'>,
): Promise<void> {
  const seen = (await db.tombstones.orderBy(':id').lastKey()) ?? 0;
  if (typeof seen !== 'number') throw new TypeError('Keys of tombstones are numbers.');
  await db.segment_facts.add({ ...facts, live: facts.count, seen, dead: null });
}
