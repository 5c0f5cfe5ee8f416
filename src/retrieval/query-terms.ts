import { splitWords } from './split-words.ts';
import { stemWord } from './stem-word.ts';
import { stopWords } from './stop-words.ts';

/** The distinct index terms that a query asks for: stop words left out, unless the query is all stop words. */
export function queryTerms(query: string): string[] {
  const words = splitWords(query);
  const telling = words.filter((word) => !stopWords.has(word));
  return [...new Set((telling.length > 0 ? telling : words).map(stemWord))];
}
