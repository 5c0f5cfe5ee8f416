import type { Language } from './language.ts';
import { stemEnglish } from './stem-english.ts';
import { stemGerman } from './stem-german.ts';

const stemmers: Readonly<Record<Language, (word: string) => string>> = { en: stemEnglish, de: stemGerman };

/** A word as the index term of a text in that language; as it is where the language is unknown. */
export function stemWord(word: string, language: Language | null): string {
  return language === null ? word : stemmers[language](word);
}
