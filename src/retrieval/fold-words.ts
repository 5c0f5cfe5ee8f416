import type { Language } from './language.ts';
import { splitWords } from './split-words.ts';
import { stemWord } from './stem-word.ts';
import { tellLanguage } from './tell-language.ts';

/**
 * A text as index terms: its words in order (see `splitWords`), each stemmed. Repeats are kept.
 *
 * @param language the text's, `null` when it is none that is known; told by its stop words when left out
 */
export function foldWords(text: string, language?: Language | null): string[] {
  const words = splitWords(text);
  const known = language === undefined ? tellLanguage(words) : language;
  return words.map((word) => stemWord(word, known));
}
