import type { Language } from './language.ts';
import { splitWords } from './split-words.ts';
import { stopWords } from './stop-words.ts';
import { tellLanguage } from './tell-language.ts';

/** The distinct words of a text that tell something, and its language. */
export interface ToldWords {
  /** Without stop words, unless there is nothing else. Not stemmed. */
  readonly words: readonly string[];
  readonly language: Language | null;
}

export function tellingWords(text: string): ToldWords {
  const words = splitWords(text);
  const language = tellLanguage(words);
  const telling = words.filter((word) => language === null || !stopWords[language].has(word));
  return { words: [...new Set(telling.length > 0 ? telling : words)], language };
}
