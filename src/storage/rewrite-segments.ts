import { checkWordSegment } from '../retrieval/check-word-segment.ts';
import type { SlotSet } from '../retrieval/slot-set.ts';
import type { Database } from './database.ts';
import { mergeTexts } from './packed-texts.ts';
import { parsePackedTexts } from './parse-packed-texts.ts';
import { parsePackedVectors } from './parse-packed-vectors.ts';
import { damaged } from './parse-segment.ts';
import { readTombstones } from './read-segments.ts';
import { addVectorSegment, addWordSegment, removeSegments } from './store-segment.ts';
import type { SegmentFacts } from './stored-rows.ts';
import type { Tombstones } from './tombstones.ts';
import { mergeVectors } from './vector-segment.ts';

/** Dead vectors that a segment may keep: one reads past them at a start and in no search. */
const keptDeadShare = 0.25;

/*
 * Both replace segments of one kind by one of what lives in them. They reject with `DamagedSegment`, or as the browser
 * does, when one is damaged; nothing has changed then.
 */

export function rewriteWords(db: Database, group: readonly SegmentFacts[]): Promise<void> {
  return db.transaction('rw', [db.word_segments, db.segment_facts, db.tombstones], async () => {
    const tombstones = await readTombstones(db);
    const torn = [];
    for (const facts of group) {
      const texts = parsePackedTexts(await db.word_segments.get(facts.order), facts.kind);
      const problem = checkWordSegment(texts.words);
      if (problem !== null) throw damaged(problem);
      torn.push({ texts, dead: tombstones.deadIn(facts, texts) });
    }
    if (await isKept(db, group, torn, tombstones, 0)) return;
    const merged = mergeTexts(torn);
    await removeSegments(
      db,
      'words',
      group.map(({ order }) => order),
    );
    if (merged !== null) await addWordSegment(db, merged);
  });
}

export function rewriteVectors(db: Database, group: readonly SegmentFacts[]): Promise<void> {
  return db.transaction('rw', [db.vector_segments, db.segment_facts, db.tombstones], async () => {
    const tombstones = await readTombstones(db);
    const torn = [];
    for (const facts of group) {
      const vectors = parsePackedVectors(await db.vector_segments.get(facts.order), facts.kind);
      torn.push({ vectors, dead: tombstones.deadIn(facts, vectors) });
    }
    if (await isKept(db, group, torn, tombstones, keptDeadShare)) return;
    const merged = mergeVectors(torn);
    await removeSegments(
      db,
      'vectors',
      group.map(({ order }) => order),
    );
    const modelId = group[0]?.modelId ?? '';
    if (merged !== null) await addVectorSegment(db, modelId, merged);
  });
}

/** A single segment with little dead in it stays; what is dead is noted. */
async function isKept(
  db: Database,
  [facts, ...others]: readonly SegmentFacts[],
  [torn]: readonly { readonly dead: SlotSet }[],
  tombstones: Tombstones,
  mostDead: number,
): Promise<boolean> {
  if (facts === undefined || torn === undefined || others.length > 0) return false;
  const dead = torn.dead.countBefore(facts.count);
  if (dead > mostDead * facts.count) return false;
  await db.segment_facts.put({
    ...facts,
    live: facts.count - dead,
    seen: tombstones.newest,
    dead: dead === 0 ? null : torn.dead.bytes,
  });
  return true;
}
