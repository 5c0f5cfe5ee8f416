import { stemWord } from './stem-word.ts';
import { tellingWords } from './telling-words.ts';

/** The distinct index terms that a text has in its own language: what two texts may be compared by. */
export function queryTerms(text: string): string[] {
  const { words, language } = tellingWords(text);
  return [...new Set(words.map((word) => stemWord(word, language)))];
}
