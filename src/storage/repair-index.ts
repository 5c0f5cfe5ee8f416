import type { Database } from './database.ts';
import { queueMissing } from './dexie-queue.ts';
import { parsePackedTexts } from './parse-packed-texts.ts';
import { readSegments } from './read-segments.ts';
import { removeSegments } from './store-segment.ts';
import { textKey } from './text-key.ts';
import { addToTail } from './unpacked-texts.ts';
import { readVectorModels } from './vector-models.ts';

/*
 * What to do about segments that can't be read: they are removed, and every text that is in no other one is indexed
 * anew from its row. That reads all rows once; their names alone would not do, as they may be what is damaged.
 */

export function repairWords(db: Database, damaged: readonly number[]): Promise<void> {
  const tables = [db.word_segments, db.segment_facts, db.tombstones, db.text_tail, db.passages, db.messages];
  return db.transaction('rw', tables, async () => {
    await removeSegments(db, 'words', damaged);
    const packed = new Set<string>();
    const more = await readSegments(
      db,
      'words',
      () => true,
      (row, facts, tombstones) => {
        const texts = parsePackedTexts(row, facts.kind);
        const isLive = tombstones.isLiveIn(facts, texts);
        texts.ids.forEach((id, place) => {
          if (isLive(place)) packed.add(textKey({ kind: facts.kind, id }));
        });
      },
    );
    await removeSegments(db, 'words', more);
    await addToTail(db, (key) => packed.has(key));
  });
}

/** Vectors that no text is queued for, those of an embedder on its way out, are not made again. */
export function repairVectors(db: Database, modelId: string, damaged: readonly number[]): Promise<void> {
  const tables = [
    db.vector_segments,
    db.segment_facts,
    db.tombstones,
    db.embed_queue,
    db.passages,
    db.messages,
    db.documents,
    db.settings,
  ];
  return db.transaction('rw', tables, async () => {
    const models = await readVectorModels(db);
    await removeSegments(db, 'vectors', damaged);
    if (models?.queued === modelId) await queueMissing(db, modelId);
  });
}
