import type { LibraryDocument } from '../kernel/document.ts';
import type { Database } from './database.ts';
import { embeddedBy } from './embedded-count.ts';
import type { HandedOutTexts } from './handed-out-texts.ts';
import type { StoredVector } from './library-store.ts';
import { addVectorSegment } from './store-segment.ts';
import type { QueueRow } from './stored-rows.ts';
import { textKey } from './text-key.ts';
import { packVectors } from './vector-segment.ts';

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
  const tables = [
    db.embed_queue,
    db.vector_segments,
    db.segment_facts,
    db.tombstones,
    db.passages,
    db.documents,
  ];
  return db.transaction('rw', tables, async () => {
    const answered = await answeredTexts(db, handedOut, vectors);
    for (const kind of ['passage', 'message'] as const) {
      const batch = answered.filter(({ row }) => row.kind === kind).map(({ text }) => text);
      if (batch.length > 0) await addVectorSegment(db, modelId, packVectors(batch));
    }
    return takeOut(
      db,
      answered.map(({ row }) => row),
    );
  });
}

/** See `LibraryStore.giveUpTexts`. */
export function giveUpTexts(
  db: Database,
  handedOut: HandedOutTexts,
  texts: readonly TextKey[],
): Promise<LibraryDocument[]> {
  return db.transaction('rw', [db.embed_queue, db.passages, db.documents], async () => {
    const answered = await answeredTexts(db, handedOut, texts);
    return takeOut(
      db,
      answered.map(({ row }) => row),
    );
  });
}

type TextKey = Pick<StoredVector, 'kind' | 'id'>;

/** Those that are queued, in the form in which they were handed out, with their entries. */
async function answeredTexts<Text extends TextKey>(
  db: Database,
  handedOut: HandedOutTexts,
  texts: readonly Text[],
): Promise<{ text: Text; row: QueueRow }[]> {
  const queued = await queueRows(db, texts);
  const answered = texts.flatMap((text) => {
    const row = queued.get(textKey(text));
    return row?.order !== undefined && handedOut.answers(text, row.order) ? [{ text, row }] : [];
  });
  for (const text of texts) handedOut.forget(text);
  return answered;
}

async function takeOut(db: Database, rows: readonly QueueRow[]): Promise<LibraryDocument[]> {
  await db.embed_queue.bulkDelete(rows.flatMap(({ order }) => order ?? []));
  return countOnDocuments(
    db,
    rows.filter(({ kind }) => kind === 'passage').map(({ id }) => id),
  );
}

async function queueRows(db: Database, texts: readonly TextKey[]): Promise<Map<string, QueueRow>> {
  const keys = texts.map(({ kind, id }) => [kind, id]);
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
