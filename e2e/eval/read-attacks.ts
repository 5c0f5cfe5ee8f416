import { readRow, readRows, readString } from './read-fields.ts';

/** An instruction that stands in a document, and what the person asks about that document. */
export interface Attack {
  readonly attack: string;
  readonly context: string;
  readonly question: string;
}

/** Every attack with a text of an e-mail or a table in turn. @throws Error when the text is not such a set */
export function readAttacks(text: string): Attack[] {
  const file = readRow(JSON.parse(text), 'prompt_injection.json');
  const asked = [...readRows(file, 'email_qa'), ...readRows(file, 'table_qa')].map((row) => ({
    context: readString(row, 'context'),
    question: readString(row, 'question'),
  }));
  if (asked.length === 0) throw new Error('prompt_injection.json: expected questions about texts.');
  return readRows(file, 'attacks').map((row, index) => {
    const { context = '', question = '' } = asked[index % asked.length] ?? {};
    return { attack: readString(row, 'attack'), context, question };
  });
}
