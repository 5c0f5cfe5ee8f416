import type { EmbedderLanguages } from '../kernel/embedder.ts';
import { splitWords } from './split-words.ts';
import { tellLanguage } from './tell-language.ts';

/**
 * Of what meaning counts otherwise, for a query in a language that the embedder does not know. Not nothing: names,
 * numbers and loans are alike in most languages (docs/decisions/2026-11-20-score-fusion.md).
 */
const foreignShare = 0.4;

const letters = /\p{L}/gu;
const latinLetters = /\p{Script=Latin}/gu;

/**
 * How much meaning may count for a query: a share of what it counts otherwise, 1 where the embedder knows its
 * language. Where it is less, fusion leans on words.
 *
 * @param languages the embedder's; it is trusted where nobody knows them
 */
export function meaningShare(query: string, languages: EmbedderLanguages | undefined): number {
  return languages !== 'en' || isEnglish(query) ? 1 : foreignShare;
}

/** As far as can be told: a few words that say nothing are taken for English unless they are in another script. */
function isEnglish(query: string): boolean {
  const written = query.match(letters)?.length ?? 0;
  const latin = query.match(latinLetters)?.length ?? 0;
  return latin >= written / 2 && tellLanguage(splitWords(query)) === 'en';
}
