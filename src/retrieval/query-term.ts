import { languages } from './language.ts';
import { stemWord } from './stem-word.ts';

/**
 * What a query's word may be in the index, in whichever language a text is: `Häuser` is `haus` in German texts
 * and `hauser` where the language is unknown. At least one, none twice.
 */
export type QueryTerm = readonly string[];

/** @param word folded (`splitWords`) */
export function queryTerm(word: string): QueryTerm {
  const forms = [word];
  for (const language of languages) {
    const form = stemWord(word, language);
    if (!forms.includes(form)) forms.push(form);
  }
  return forms;
}
