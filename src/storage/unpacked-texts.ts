import type { Table } from 'dexie';
import { passageContext } from './passage-context.ts';
import { saidText } from './said-text.ts';
import type { QueueRow, Rows } from './stored-rows.ts';
import { eachTablePage } from './table-pages.ts';
import { textKey } from './text-key.ts';
import { messageOwner } from './text-owners.ts';

export interface TextTables {
  readonly passages: Table<Rows['passages'][0], string>;
  readonly messages: Table<Rows['messages'][0], string>;
  readonly text_tail: Table<QueueRow, number>;
}

/** Visits every text that search can find, by pages. Call it within a transaction. */
export async function eachIndexedText(
  { passages, messages }: Pick<TextTables, 'passages' | 'messages'>,
  visit: (texts: readonly QueueRow[]) => Promise<void> | void,
): Promise<void> {
  await eachTablePage(
    passages,
    (row) => row.id,
    (rows) =>
      visit(
        rows.flatMap((row) =>
          passageContext(row) === '' ? [] : [{ kind: 'passage', id: row.id, owner: row.owner }],
        ),
      ),
  );
  await eachTablePage(
    messages,
    (row) => row.id,
    (rows) =>
      visit(
        rows.flatMap((row) =>
          saidText(row) === '' ? [] : [{ kind: 'message', id: row.id, owner: messageOwner(row) }],
        ),
      ),
  );
}

/** Puts the texts that are neither packed nor to be packed with those to be packed. */
export async function addToTail(tables: TextTables, isPacked: (key: string) => boolean): Promise<void> {
  const waiting = new Set((await tables.text_tail.toArray()).map(textKey));
  await eachIndexedText(tables, async (texts) => {
    const missing = texts.filter((text) => {
      const key = textKey(text);
      return !waiting.has(key) && !isPacked(key);
    });
    await tables.text_tail.bulkAdd(missing);
  });
}
