import { passageContext } from '../../src/storage/passage-context.ts';
import { readJsonLines, readString, readStrings } from './read-fields.ts';
import type { RetrievalTask } from './retrieval-task.ts';

/**
 * NQ-Open, MuSiQue, HotpotQA: all passages are searched together, each under its article's title.
 *
 * @param questions lines of `{question, gold: [passage id]}`
 * @param passages lines of `{id, title, text}`
 * @throws Error when they are not what their README says
 */
export function readPassageSet(questions: string, passages: string): RetrievalTask[] {
  const rows = readJsonLines(passages, 'passages');
  const task = {
    texts: rows.map((row, at) => {
      const passage = { text: readString(row, 'text'), headingPath: [readString(row, 'title')] };
      const text = passageContext(passage);
      return { id: readString(row, 'id'), text, words: text, at, conversation: null };
    }),
    questions: readJsonLines(questions, 'questions').map((row) => ({
      text: readString(row, 'question'),
      gold: readStrings(row, 'gold'),
    })),
  };
  return [task];
}
