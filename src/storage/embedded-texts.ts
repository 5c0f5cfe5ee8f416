import type { Database } from './database.ts';
import type { QueuedText } from './library-store.ts';
import type { QueueRow } from './stored-rows.ts';
import { withoutVectors } from './vector-segment.ts';

/** A text that is new or has changed. */
export interface ChangedText {
  readonly id: string;
  readonly owner: string;
  readonly text: string;
  /** Whether a row of this id, with another text, was there before. */
  readonly replaces: boolean;
}

/*
 * What the queue and the segments must do when rows change. All of it runs within the transaction that
 * changes the rows; `db.embed_queue` and `db.vector_segments` must be in its scope.
 */

/** Queues changed texts at the end, drops the vectors of what they replace; empty texts are not queued. */
export async function queueChangedTexts(
  db: Database,
  kind: QueuedText['kind'],
  texts: readonly ChangedText[],
): Promise<void> {
  for (const owner of new Set(texts.filter((text) => text.replaces).map((text) => text.owner))) {
    const replaced = texts.filter((text) => text.replaces && text.owner === owner).map((text) => text.id);
    await forgetTexts(db, kind, owner, replaced);
  }
  const rows: QueueRow[] = texts
    .filter(({ text }) => text !== '')
    .map(({ id, owner }) => ({ kind, id, owner }));
  await db.embed_queue.bulkAdd(rows);
}

/** Takes texts of one owner out of the queue and out of the segments. */
export async function forgetTexts(
  db: Database,
  kind: QueuedText['kind'],
  owner: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await db.embed_queue
    .where('[kind+id]')
    .anyOf(ids.map((id) => [kind, id]))
    .delete();
  await dropVectors(db, owner, ids);
}

/** Takes everything of an owner out of the queue, and these ids out of its segments. */
export async function forgetOwner(db: Database, owner: string, ids: readonly string[]): Promise<void> {
  await db.embed_queue.where('owner').equals(owner).delete();
  await dropVectors(db, owner, ids);
}

async function dropVectors(db: Database, owner: string, ids: readonly string[]): Promise<void> {
  const removed = new Set(ids);
  for (const segment of await db.vector_segments.where('owners').equals(owner).toArray()) {
    if (segment.order === undefined || !segment.ids.some((id) => removed.has(id))) continue;
    const smaller = withoutVectors(segment, removed);
    if (smaller === null) await db.vector_segments.delete(segment.order);
    else await db.vector_segments.put(smaller);
  }
}
