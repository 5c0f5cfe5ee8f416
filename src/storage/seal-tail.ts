import { foldWords } from '../retrieval/fold-words.ts';
import type { Database } from './database.ts';
import { messageContext } from './message-context.ts';
import { type FoldedText, packTexts } from './packed-texts.ts';
import { passageContext } from './passage-context.ts';
import { saidText } from './said-text.ts';
import { addWordSegment } from './store-segment.ts';
import type { QueueRow } from './stored-rows.ts';
import { messageOwner } from './text-owners.ts';
import type { TidySizes } from './tidy-sizes.ts';

/** A text of the tail; its order changes whenever its text does. */
interface TailText {
  readonly order: number;
  /** `null` when its row has no text any more, or is gone: the entry only goes. */
  readonly text: FoldedText | null;
}

/**
 * Packs the oldest texts of the tail, of the kind that is more among them, into a segment. Returns false, with
 * nothing changed, when they are too few to be worth one. They are read and folded first, while others may write;
 * what was revised or removed by then is left out.
 */
export async function sealTail(
  db: Database,
  timeZone: string,
  { mostSealed, leastSealed }: TidySizes,
): Promise<boolean> {
  const oldest = await db.text_tail
    .orderBy('order')
    .limit(2 * mostSealed)
    .toArray();
  const passages = oldest.filter(({ kind }) => kind === 'passage');
  const messages = oldest.filter(({ kind }) => kind === 'message');
  const kind = passages.length >= messages.length ? 'passage' : 'message';
  const sealed = (kind === 'passage' ? passages : messages).slice(0, mostSealed);
  if (sealed.length < leastSealed) return false;
  const texts =
    kind === 'passage' ? await foldPassages(db, sealed) : await foldMessages(db, sealed, timeZone);
  const tables = [db.text_tail, db.word_segments, db.segment_facts, db.tombstones];
  await db.transaction('rw', tables, async () => {
    const orders = texts.map(({ order }) => order);
    const still = await db.text_tail.bulkGet(orders);
    const folded = texts.flatMap(({ text }, at) => (still[at] === undefined ? [] : (text ?? [])));
    if (folded.length > 0) await addWordSegment(db, packTexts(kind, folded));
    await db.text_tail.bulkDelete(orders);
  });
  return true;
}

async function foldPassages(db: Database, tail: readonly QueueRow[]): Promise<TailText[]> {
  const rows = await db.passages.bulkGet(tail.map(({ id }) => id));
  return tail.map(({ order = 0 }, at) => {
    const row = rows[at];
    if (row === undefined) return { order, text: null };
    const words = foldWords(passageContext(row));
    return { order, text: { id: row.id, at: row.createdAt, owner: row.owner, words } };
  });
}

async function foldMessages(db: Database, tail: readonly QueueRow[], timeZone: string): Promise<TailText[]> {
  const rows = await db.messages.bulkGet(tail.map(({ id }) => id));
  return tail.map(({ order = 0 }, at) => {
    const row = rows[at];
    if (row === undefined || saidText(row) === '') return { order, text: null };
    const words = foldWords(messageContext(row, timeZone));
    return { order, text: { id: row.id, at: row.createdAt, owner: messageOwner(row), words } };
  });
}
