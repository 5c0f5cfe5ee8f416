import type { Passage } from '../../src/kernel/passage.ts';
import { readJsonLines, readString, readStrings } from './read-fields.ts';

/** The one document that all passages are put in. */
export const answerDocumentId = 'articles';

export interface AnswerQuestion {
  readonly question: string;
  readonly answers: readonly string[];
  readonly gold: readonly string[];
}

/**
 * NQ-Open with its answers: the passages as those of one document, each a page under its article's title.
 *
 * @param questions lines of `{question, answers, gold: [passage id]}`
 * @param passages lines of `{id, title, text}`
 * @throws Error when they are not what their README says
 */
export function readAnswerSet(
  questions: string,
  passages: string,
): { readonly questions: readonly AnswerQuestion[]; readonly passages: readonly Passage[] } {
  let end = 0;
  return {
    questions: readJsonLines(questions, 'questions').map((row) => ({
      question: readString(row, 'question'),
      answers: readStrings(row, 'answers'),
      gold: readStrings(row, 'gold'),
    })),
    passages: readJsonLines(passages, 'passages').map((row, ordinal) => {
      const text = readString(row, 'text');
      const start = end;
      end += text.length + 1;
      return {
        id: readString(row, 'id'),
        documentId: answerDocumentId,
        text,
        ordinal,
        page: ordinal + 1,
        headingPath: [readString(row, 'title')],
        start,
        end: start + text.length,
        createdAt: 0,
        runId: null,
      };
    }),
  };
}
