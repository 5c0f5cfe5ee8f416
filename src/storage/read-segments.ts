import type { Database } from './database.ts';
import { isDamage } from './parse-segment.ts';
import type { SegmentFacts } from './stored-rows.ts';
import { Tombstones } from './tombstones.ts';

/** Which segments, in which order of their keys. */
export type SegmentFilter = (facts: SegmentFacts) => boolean;

/**
 * Visits segments as they were read, in any order, all at one point in time; call it outside a transaction or in
 * one that has the segments, `segment_facts` and `tombstones` in its scope. Returns the keys of those that could
 * not be read or that `visit` found damaged (`isDamage`); whatever else it throws comes out.
 */
export function readSegments(
  db: Database,
  of: SegmentFacts['of'],
  wanted: SegmentFilter,
  visit: (row: unknown, facts: SegmentFacts, tombstones: Tombstones) => void,
): Promise<number[]> {
  const table = of === 'words' ? db.word_segments : db.vector_segments;
  return db.transaction('r', [table, db.segment_facts, db.tombstones], async () => {
    const all = await factsOf(db, of);
    const tombstones = await readTombstones(db);
    const stored = new Set(await table.orderBy(':id').primaryKeys());
    const damaged: number[] = [];
    const read = async (facts: SegmentFacts): Promise<void> => {
      try {
        visit(await table.get(facts.order), facts, tombstones);
      } catch (error) {
        if (!isDamage(error)) throw error;
        damaged.push(facts.order);
      }
    };
    // All are asked for at once: while one is taken in, the next is read.
    await Promise.all(all.filter(wanted).map(read));
    // What no facts are known of is of no use.
    for (const { order } of all) stored.delete(order);
    return [...damaged, ...stored];
  });
}

export function factsOf(db: Database, of: SegmentFacts['of']): Promise<SegmentFacts[]> {
  return db.segment_facts.where('of').equals(of).toArray();
}

export async function readTombstones(db: Database): Promise<Tombstones> {
  return new Tombstones(await db.tombstones.orderBy(':id').toArray());
}
