import type { TextRange } from '../kernel/text-range.ts';
import type { ReadSentence } from '../kernel/text-reader.ts';
import { foldWords } from './fold-words.ts';
import type { QueryTerm } from './query-term.ts';
import { splitWords } from './split-words.ts';
import { tellLanguage } from './tell-language.ts';

/** A sentence of fewer words is a table cell or the like: it names the subject but says nothing of it. */
const fewWords = 5;
const fewWordsWeight = 0.7;

/**
 * The one of a text's sentences that matches a query best: the one whose distinct query terms tell most, the
 * first of equals. A row of a table is read with the names of its columns, unless it has none of the terms itself.
 * `null` when no query term occurs.
 *
 * @param terms the query's (`readQuery`)
 * @param idf how much a term tells, from the index that found the text; over 0
 */
export function matchingSentence(
  text: string,
  sentences: readonly ReadSentence[],
  terms: readonly QueryTerm[],
  idf: (term: QueryTerm) => number,
): TextRange | null {
  const language = tellLanguage(splitWords(text));
  let best: TextRange | null = null;
  let bestScore = 0;
  const wordsOf = ({ start, end }: TextRange) => foldWords(text.slice(start, end), language);
  for (const { start, end, row } of sentences) {
    const range = { start, end };
    const own = wordsOf(range);
    const isFound = row?.header && terms.some((term) => holds(new Set(own), term));
    const words = isFound ? [...own, ...wordsOf(row.header)] : own;
    const present = new Set(words);
    const told = terms.reduce((sum, term) => (holds(present, term) ? sum + idf(term) : sum), 0);
    const score = words.length < fewWords ? told * fewWordsWeight : told;
    if (score > bestScore) {
      best = range;
      bestScore = score;
    }
  }
  return best;
}

function holds(words: ReadonlySet<string>, term: QueryTerm): boolean {
  return term.some((form) => words.has(form));
}
