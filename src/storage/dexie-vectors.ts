import type { LibraryDocument } from '../kernel/document.ts';
import type { Database } from './database.ts';
import { embeddedBy } from './embedded-count.ts';
import type { HandedOutTexts } from './handed-out-texts.ts';
import type { StoredVector } from './library-store.ts';
import type { QueueRow } from './stored-rows.ts';
import { textKey } from './text-key.ts';
import { packSegment } from './vector-segment.ts';

/**
 * Stores the vectors of texts that are queued, as one segment of each kind. Vectors of texts that are not
 * queued are left out: their rows were removed or revised meanwhile, or they have their vector already.
 */
export function storeVectors(
  db: Database,
  handedOut: HandedOutTexts,
  modelId: string,
  vectors: readonly StoredVector[],
): Promise<LibraryDocument[]> {
  const tables = [db.embed_queue, db.vector_segments, db.passages, db.documents];
  return db.transaction('rw', tables, async () => {
    const queued = await queueRows(db, vectors);
    const answered = vectors.flatMap((vector) => {
      const row = queued.get(textKey(vector));
      if (row?.order === undefined || !handedOut.answers(vector, row.order)) return [];
      return [{ ...vector, owner: row.owner, order: row.order }];
    });
    for (const kind of ['passage', 'message'] as const) {
      const batch = answered.filter((vector) => vector.kind === kind);
      if (batch.length > 0) await db.vector_segments.add(packSegment(modelId, batch));
    }
    await db.embed_queue.bulkDelete(answered.map(({ order }) => order));
    for (const vector of vectors) handedOut.forget(vector);
    return countOnDocuments(
      db,
      answered.filter(({ kind }) => kind === 'passage').map(({ id }) => id),
    );
  });
}

async function queueRows(db: Database, vectors: readonly StoredVector[]): Promise<Map<string, QueueRow>> {
  const keys = vectors.map(({ kind, id }) => [kind, id]);
  const rows = await db.embed_queue.where('[kind+id]').anyOf(keys).toArray();
  return new Map(rows.map((row) => [textKey(row), row]));
}

async function countOnDocuments(db: Database, passageIds: readonly string[]): Promise<LibraryDocument[]> {
  const counts = new Map<string, number>();
  for (const passage of await db.passages.bulkGet([...passageIds])) {
    const documentId = passage?.documentId ?? null;
    if (documentId !== null) counts.set(documentId, (counts.get(documentId) ?? 0) + 1);
  }
  const documents = await db.documents.bulkGet([...counts.keys()]);
  const changed = documents.flatMap((document) =>
    document === undefined ? [] : [embeddedBy(document, document.embedded + (counts.get(document.id) ?? 0))],
  );
  await db.documents.bulkPut(changed);
  return changed;
}
