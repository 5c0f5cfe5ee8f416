import type { Database } from './database.ts';
import type { IndexStore } from './index-store.ts';
import { nextRewrite } from './next-rewrite.ts';
import { isDamage } from './parse-segment.ts';
import { readTombstones } from './read-segments.ts';
import { repairVectors, repairWords } from './repair-index.ts';
import { rewriteVectors, rewriteWords } from './rewrite-segments.ts';
import { sealTail } from './seal-tail.ts';
import type { SegmentFacts } from './stored-rows.ts';
import type { TidySizes } from './tidy-sizes.ts';

/** See `IndexStore.tidy`. Each piece of work is one transaction, so that a crash leaves all of it or nothing. */
export async function tidyIndex(
  db: Database,
  timeZone: string,
  sizes: TidySizes,
): ReturnType<IndexStore['tidy']> {
  if (await sealTail(db, timeZone, sizes)) return 'done';
  const facts = await db.segment_facts.toArray();
  const group = nextRewrite(facts, await readTombstones(db), sizes);
  if (group !== null) return rewrite(db, group);
  return (await dropTombstones(db)) ? 'done' : 'nothing';
}

async function rewrite(db: Database, group: readonly SegmentFacts[]): Promise<'done' | 'repaired'> {
  const [first] = group;
  if (first === undefined) return 'done';
  try {
    await (first.of === 'words' ? rewriteWords(db, group) : rewriteVectors(db, group));
    return 'done';
  } catch (error) {
    if (!isDamage(error)) throw error;
    // Which of them it is does not matter: what they hold can be had again.
    const orders = group.map(({ order }) => order);
    await (first.of === 'words' ? repairWords(db, orders) : repairVectors(db, first.modelId, orders));
    return 'repaired';
  }
}

/** Removes the tombstones that every segment goes by already. Returns false when there is none. */
function dropTombstones(db: Database): Promise<boolean> {
  return db.transaction('rw', [db.segment_facts, db.tombstones], async () => {
    const seen = (await db.segment_facts.toArray()).map((facts) => facts.seen);
    const least = Math.min(Number.MAX_SAFE_INTEGER, ...seen);
    return (await db.tombstones.where(':id').belowOrEqual(least).delete()) > 0;
  });
}
