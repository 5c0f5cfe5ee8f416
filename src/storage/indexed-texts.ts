import type { Table } from 'dexie';
import type { Database } from './database.ts';
import type { TextKind } from './index-store.ts';
import type { QueueRow } from './stored-rows.ts';

/** A text that is new or has changed. */
export interface ChangedText {
  readonly id: string;
  readonly owner: string;
  /** Empty when it is not to be found any more. */
  readonly text: string;
  /** Whether another text of this id was there before. */
  readonly replaces: boolean;
}

/*
 * What the index must do when rows change. All of it runs within the transaction that changes the rows, with
 * `indexTables` in its scope. Segments are not touched: a tombstone tells what of them is dead.
 */

export function indexTables(db: Database): Table[] {
  return [db.embed_queue, db.text_tail, db.tombstones];
}

/** Changed texts are to be packed and embedded; what they replace is dead. */
export async function indexChangedTexts(
  db: Database,
  kind: TextKind,
  texts: readonly ChangedText[],
): Promise<void> {
  const replaced = texts.filter(({ replaces }) => replaces).map(({ id }) => id);
  await forgetTexts(db, kind, replaced);
  const rows: QueueRow[] = texts
    .filter(({ text }) => text !== '')
    .map(({ id, owner }) => ({ kind, id, owner }));
  // Rows of their own, as Dexie writes the keys into them.
  await db.text_tail.bulkAdd(rows.map((row) => ({ ...row })));
  await db.embed_queue.bulkAdd(rows);
}

export async function forgetTexts(db: Database, kind: TextKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const keys = ids.map((id) => [kind, id]);
  for (const table of [db.embed_queue, db.text_tail]) await table.where('[kind+id]').anyOf(keys).delete();
  await db.tombstones.add({ kind, ids });
}

/** Forgets all texts of an owner, of which there are these. */
export async function forgetOwner(
  db: Database,
  kind: TextKind,
  owner: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  for (const table of [db.embed_queue, db.text_tail]) await table.where('owner').equals(owner).delete();
  await db.tombstones.add({ kind, ids });
}
