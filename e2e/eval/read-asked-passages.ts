import type { AskedPassage } from '../../src/retrieval/asked-passages.fixture.ts';
import type { RetrievalTask } from './retrieval-task.ts';

/**
 * Our own questions in one language, each with its passage; the passages of the other languages stand among them.
 *
 * @param asked of the language
 * @param others of other languages
 */
export function readAskedPassages(
  asked: readonly AskedPassage[],
  others: readonly AskedPassage[],
): RetrievalTask[] {
  const texts = [...asked, ...others].map(([text], at) => ({
    id: text,
    text,
    words: text,
    at,
    conversation: null,
  }));
  return [{ texts, questions: asked.map(([passage, text]) => ({ text, gold: [passage] })) }];
}
