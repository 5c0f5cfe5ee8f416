import { splitWords } from './split-words.ts';
import { stemWord } from './stem-word.ts';

/** A text as index terms: its words in order (see `splitWords`), each stemmed. Repeats are kept. */
export function foldWords(text: string): string[] {
  return splitWords(text).map(stemWord);
}
