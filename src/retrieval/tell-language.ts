import type { Language } from './language.ts';
import { stopWords } from './stop-words.ts';

/** A text of fewer words may hold no stop word, in whatever language it is. */
const fewWords = 20;
/** Stop words are some 35 of 100 words in English and German; in Dutch or French, those that look alike are 5. */
const leastShare = 0.1;

/**
 * The language of a text, told by the stop words that no other language here has: `in`, `so` and `was` say
 * nothing. A few words that say nothing are in the language `assumed`; many are in none that is known.
 *
 * @param words folded (`splitWords`)
 */
export function tellLanguage(words: readonly string[], assumed: Language | null = 'en'): Language | null {
  let en = 0;
  let de = 0;
  for (const word of words) {
    const isEnglish = stopWords.en.has(word);
    if (isEnglish === stopWords.de.has(word)) continue;
    if (isEnglish) en++;
    else de++;
  }
  if (words.length >= fewWords && Math.max(en, de) < leastShare * words.length) return null;
  if (en === de) return assumed;
  return en > de ? 'en' : 'de';
}
