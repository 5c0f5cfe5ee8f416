import type { Database } from './database.ts';
import { embeddedBy } from './embedded-count.ts';
import type { HandedOutTexts } from './handed-out-texts.ts';
import type { QueuedText } from './library-store.ts';
import { passageContext } from './passage-context.ts';
import type { QueueRow, VectorSegment } from './stored-rows.ts';
import { eachTablePage } from './table-pages.ts';
import { textKey } from './text-key.ts';
import { messageOwner } from './text-owners.ts';
import { noteVectorModels, readVectorModels } from './vector-models.ts';

/**
 * The oldest queued texts. An entry whose row is gone would stand at the head for ever, so it is dropped
 * here; removing a row takes its entry along, and none should be found.
 */
export function queuedTexts(db: Database, handedOut: HandedOutTexts, limit: number): Promise<QueuedText[]> {
  return db.transaction('rw', [db.embed_queue, db.passages, db.messages], async () => {
    for (;;) {
      const rows = await db.embed_queue.orderBy('order').limit(limit).toArray();
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

async function textsOf(db: Database, rows: readonly QueueRow[]): Promise<Map<string, string>> {
  const idsOf = (kind: QueueRow['kind']) => rows.filter((row) => row.kind === kind).map((row) => row.id);
  const texts = new Map<string, string>();
  for (const passage of await db.passages.bulkGet(idsOf('passage'))) {
    if (passage !== undefined)
      texts.set(textKey({ kind: 'passage', id: passage.id }), passageContext(passage));
  }
  for (const message of await db.messages.bulkGet(idsOf('message'))) {
    if (message !== undefined) texts.set(textKey({ kind: 'message', id: message.id }), message.text);
  }
  return texts;
}

/**
 * Queues every text that neither has a vector of `modelId` nor waits already, takes out of the queue what has one,
 * and counts documents anew. Removes the vectors of models other than this and the one that search goes by.
 */
export function requeueAll(db: Database, modelId: string): Promise<void> {
  const tables = [db.embed_queue, db.vector_segments, db.passages, db.messages, db.documents, db.settings];
  return db.transaction('rw', tables, async () => {
    const searched = (await readVectorModels(db))?.searched ?? modelId;
    await dropSegments(db, (segment) => segment.modelId !== modelId && segment.modelId !== searched);
    await noteVectorModels(db, { searched, queued: modelId });
    const embedded = await embeddedKeys(db, modelId);
    const queued = await keepQueued(db, (row) => !embedded.has(textKey(row)));
    const missing: QueueRow[] = [];
    const consider = (row: QueueRow): void => {
      const key = textKey(row);
      if (!embedded.has(key) && !queued.has(key)) missing.push(row);
    };
    const counts = new Map<string | null, number>();
    await eachTablePage(
      db.passages,
      (row) => row.id,
      (rows) => {
        for (const { id, owner, documentId } of rows) {
          consider({ kind: 'passage', id, owner });
          if (embedded.has(textKey({ kind: 'passage', id })))
            counts.set(documentId, (counts.get(documentId) ?? 0) + 1);
        }
      },
    );
    await eachTablePage(
      db.messages,
      (row) => row.id,
      (rows) => {
        const said = rows.filter((row) => row.text !== '');
        for (const message of said)
          consider({ kind: 'message', id: message.id, owner: messageOwner(message) });
      },
    );
    await db.embed_queue.bulkAdd(missing);
    const documents = await db.documents.toArray();
    await db.documents.bulkPut(documents.map((each) => embeddedBy(each, counts.get(each.id) ?? 0)));
  });
}

/** Notes that search goes by the vectors of `modelId`, and removes all others. Returns the bytes they took. */
export function keepVectorsOf(db: Database, modelId: string): Promise<number> {
  return db.transaction('rw', [db.vector_segments, db.settings], async () => {
    await noteVectorModels(db, { searched: modelId, queued: modelId });
    return dropSegments(db, (segment) => segment.modelId !== modelId);
  });
}

/** Returns the bytes that the dropped vectors took. */
async function dropSegments(db: Database, drops: (segment: VectorSegment) => boolean): Promise<number> {
  const dropped: number[] = [];
  let bytes = 0;
  await eachTablePage(
    db.vector_segments,
    (row) => row.order ?? 0,
    (rows) => {
      for (const segment of rows.filter(drops)) {
        if (segment.order !== undefined) dropped.push(segment.order);
        bytes += segment.values.byteLength + segment.scales.byteLength;
      }
    },
  );
  await db.vector_segments.bulkDelete(dropped);
  return bytes;
}

/** Takes all other entries out of the queue; returns the keys of those that stay. */
async function keepQueued(db: Database, stays: (row: QueueRow) => boolean): Promise<Set<string>> {
  const rows = await db.embed_queue.toArray();
  await db.embed_queue.bulkDelete(rows.flatMap((row) => (stays(row) ? [] : (row.order ?? []))));
  return new Set(rows.filter(stays).map(textKey));
}

async function embeddedKeys(db: Database, modelId: string): Promise<Set<string>> {
  const keys = new Set<string>();
  await eachTablePage(
    db.vector_segments,
    (row) => row.order ?? 0,
    (rows) => {
      const ours = rows.filter((row) => row.modelId === modelId);
      for (const { kind, ids } of ours) for (const id of ids) keys.add(textKey({ kind, id }));
    },
  );
  return keys;
}
