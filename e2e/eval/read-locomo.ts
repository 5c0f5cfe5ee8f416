import { messageContext } from '../../src/storage/message-context.ts';
import { type ForeignRow, readRow, readRows, readString, readStrings } from './read-fields.ts';
import type { EvalQuestion, EvalText, RetrievalTask } from './retrieval-task.ts';

/** From one turn to the next: nobody says when within a session. */
const turnMs = 30_000;

/**
 * LoCoMo: each conversation by itself, one message a turn, with what the speaker is called and what the picture
 * shows that was shared. Questions that nothing answers (`adversarial`) or that name no evidence are left out.
 *
 * @param text of `locomo.json`
 * @throws Error when it is not what its README says
 */
export function readLocomo(text: string): RetrievalTask[] {
  return readRows(readRow(JSON.parse(text), 'locomo.json'), 'samples').map((sample) => ({
    texts: readRows(sample, 'sessions').flatMap((session) => readSession(session, readString(sample, 'id'))),
    questions: readRows(sample, 'qa').flatMap(readQuestion),
  }));
}

function readSession(session: ForeignRow, conversation: string): EvalText[] {
  const begun = Date.parse(`${readString(session, 'iso')}Z`);
  if (Number.isNaN(begun)) throw new Error(`${session.place}: iso is no time.`);
  return readRows(session, 'turns').map((turn, index) => {
    const text = said(turn);
    const at = begun + index * turnMs;
    const words = messageContext({ text, createdAt: at }, 'UTC');
    return { id: readString(turn, 'id'), text, words, at, conversation };
  });
}

function said(turn: ForeignRow): string {
  const words = `${readString(turn, 'speaker')}: ${readString(turn, 'text')}`;
  return turn.fields.caption === undefined ? words : `${words} [shared ${readString(turn, 'caption')}]`;
}

function readQuestion(row: ForeignRow): EvalQuestion[] {
  const gold = readStrings(row, 'evidence');
  if (gold.length === 0 || readString(row, 'category') === 'adversarial') return [];
  return [{ text: readString(row, 'question'), gold }];
}
