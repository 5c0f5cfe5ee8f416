import type { Database } from './database.ts';
import { embeddedBy } from './embedded-count.ts';
import type { HandedOutTexts } from './handed-out-texts.ts';
import type { QueuedText } from './library-store.ts';
import { parsePackedVectors } from './parse-packed-vectors.ts';
import { isDamage } from './parse-segment.ts';
import { passageContext } from './passage-context.ts';
import { factsOf, readSegments } from './read-segments.ts';
import { saidText } from './said-text.ts';
import { removeSegments } from './store-segment.ts';
import type { QueueRow, SegmentFacts } from './stored-rows.ts';
import { textKey } from './text-key.ts';
import { documentOwner } from './text-owners.ts';
import { eachIndexedText } from './unpacked-texts.ts';
import { noteVectorModels, readVectorModels } from './vector-models.ts';

const rowsAtOnce = 1000;

/**
 * The oldest queued texts, but for those of documents that are paused. An entry whose row is gone would stand at the head for ever, so it is dropped
 * here; removing a row takes its entry along, and none should be found.
 */
export function queuedTexts(db: Database, handedOut: HandedOutTexts, limit: number): Promise<QueuedText[]> {
  return db.transaction('rw', [db.embed_queue, db.passages, db.messages, db.documents], async () => {
    const paused = await pausedOwners(db);
    for (;;) {
      const rows = await oldestRows(db, limit, paused);
      const texts = await textsOf(db, rows);
      const gone = rows.flatMap(({ kind, id, order }) =>
        texts.has(textKey({ kind, id })) || order === undefined ? [] : [order],
      );
      if (gone.length > 0) {
        await db.embed_queue.bulkDelete(gone);
        continue;
      }
      for (const row of rows) if (row.order !== undefined) handedOut.handOut(row, row.order);
      return rows.map(({ kind, id }) => ({ kind, id, text: texts.get(textKey({ kind, id })) ?? '' }));
    }
  });
}

async function pausedOwners(db: Database): Promise<ReadonlySet<string>> {
  const paused = await db.documents.filter(({ isEmbeddingPaused }) => isEmbeddingPaused === true).toArray();
  return new Set(paused.map(({ id }) => documentOwner(id)));
}

/** Read in parts: what is passed over may be thousands, and stand at the head. */
async function oldestRows(db: Database, limit: number, paused: ReadonlySet<string>): Promise<QueueRow[]> {
  const found: QueueRow[] = [];
  let after = 0;
  while (found.length < limit) {
    const size = paused.size === 0 ? limit : Math.max(limit, rowsAtOnce);
    const rows = await db.embed_queue.where('order').above(after).limit(size).toArray();
    found.push(...rows.filter(({ owner }) => !paused.has(owner)));
    after = rows.at(-1)?.order ?? after;
    if (rows.length < size) break;
  }
  return found.slice(0, limit);
}

async function textsOf(db: Database, rows: readonly QueueRow[]): Promise<Map<string, string>> {
  const idsOf = (kind: QueueRow['kind']) => rows.filter((row) => row.kind === kind).map((row) => row.id);
  const texts = new Map<string, string>();
  for (const passage of await db.passages.bulkGet(idsOf('passage'))) {
    if (passage !== undefined)
      texts.set(textKey({ kind: 'passage', id: passage.id }), passageContext(passage));
  }
  for (const message of await db.messages.bulkGet(idsOf('message'))) {
    if (message !== undefined) texts.set(textKey({ kind: 'message', id: message.id }), saidText(message));
  }
  return texts;
}

/**
 * Queues every text that neither has a vector of `modelId` nor waits already, takes out of the queue what has one,
 * and counts documents anew. Removes the vectors of models other than this and the one that search goes by.
 */
export function requeueAll(db: Database, modelId: string): Promise<void> {
  const tables = [
    db.embed_queue,
    db.vector_segments,
    db.segment_facts,
    db.tombstones,
    db.passages,
    db.messages,
    db.documents,
    db.settings,
  ];
  return db.transaction('rw', tables, async () => {
    const searched = (await readVectorModels(db))?.searched ?? modelId;
    await dropVectors(db, (facts) => facts.modelId !== modelId && facts.modelId !== searched);
    await noteVectorModels(db, { searched, queued: modelId });
    await queueMissing(db, modelId);
  });
}

/** What `requeueAll` does to queue and documents, within a transaction with its tables. */
export async function queueMissing(db: Database, modelId: string): Promise<void> {
  const embedded = await embeddedKeys(db, modelId);
  const queued = await keepQueued(db, (row) => !embedded.has(textKey(row)));
  const missing: QueueRow[] = [];
  const counts = new Map<string, number>();
  await eachIndexedText(db, (texts) => {
    for (const text of texts) {
      const key = textKey(text);
      if (embedded.has(key)) counts.set(text.owner, (counts.get(text.owner) ?? 0) + 1);
      else if (!queued.has(key)) missing.push(text);
    }
  });
  await db.embed_queue.bulkAdd(missing);
  const documents = await db.documents.toArray();
  await db.documents.bulkPut(
    documents.map((each) => embeddedBy(each, counts.get(documentOwner(each.id)) ?? 0)),
  );
}

/** Notes that search goes by the vectors of `modelId`, and removes all others. Returns the bytes they took. */
export function keepVectorsOf(db: Database, modelId: string): Promise<number> {
  const tables = [db.vector_segments, db.segment_facts, db.settings];
  return db.transaction('rw', tables, async () => {
    await noteVectorModels(db, { searched: modelId, queued: modelId });
    return dropVectors(db, (facts) => facts.modelId !== modelId);
  });
}

/** Returns the bytes that the dropped vectors took. */
async function dropVectors(db: Database, drops: (facts: SegmentFacts) => boolean): Promise<number> {
  const dropped = (await factsOf(db, 'vectors')).filter(drops).map(({ order }) => order);
  let bytes = 0;
  for (const order of dropped) bytes += await bytesOf(db, order);
  await removeSegments(db, 'vectors', dropped);
  return bytes;
}

/** 0 of one that can't be read. */
async function bytesOf(db: Database, order: number): Promise<number> {
  try {
    const segment = await db.vector_segments.get(order);
    if (segment === undefined) return 0;
    const { values, scales, residuals } = segment;
    return values.byteLength + scales.byteLength + (residuals?.byteLength ?? 0);
  } catch (error) {
    if (isDamage(error)) return 0;
    throw error;
  }
}

/** Takes all other entries out of the queue; returns the keys of those that stay. */
async function keepQueued(db: Database, stays: (row: QueueRow) => boolean): Promise<Set<string>> {
  const rows = await db.embed_queue.toArray();
  await db.embed_queue.bulkDelete(rows.flatMap((row) => (stays(row) ? [] : (row.order ?? []))));
  return new Set(rows.filter(stays).map(textKey));
}

/** Of what is damaged none: it is embedded again. */
async function embeddedKeys(db: Database, modelId: string): Promise<Set<string>> {
  const keys = new Set<string>();
  const ours = (facts: SegmentFacts) => facts.modelId === modelId;
  await readSegments(db, 'vectors', ours, (row, facts, tombstones) => {
    const vectors = parsePackedVectors(row, facts.kind);
    const isLive = tombstones.isLiveIn(facts, vectors);
    vectors.ids.forEach((id, place) => {
      if (isLive(place)) keys.add(textKey({ kind: facts.kind, id }));
    });
  });
  return keys;
}
