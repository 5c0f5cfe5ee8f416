import type { ReadSentence, TextReader } from '../kernel/text-reader.ts';
import { queryTerm } from './query-term.ts';
import { sentenceRanges } from './sentence-ranges.ts';
import { splitWords } from './split-words.ts';
import { stopWords } from './stop-words.ts';
import { tellLanguage } from './tell-language.ts';

/** An initial, as of a name, ends no sentence. */
const endsInInitial = /(?:^|[\s.])\p{Lu}\.$/u;

/** Takes texts apart as the index and its queries do, so that what was found alike is compared alike. */
export const foldedTextReader: TextReader = {
  sentences: joinedAtInitials,
  telling(text) {
    const words = splitWords(text);
    const language = tellLanguage(words);
    const telling = words.filter((word) => language === null || !stopWords[language].has(word));
    return [...new Set(telling)].map(queryTerm);
  },
  words: (text) => new Set([...new Set(splitWords(text))].flatMap(queryTerm)),
  capitalisesNouns: (text) => tellLanguage(splitWords(text)) === 'de',
};

function joinedAtInitials(text: string): ReadSentence[] {
  const joined: ReadSentence[] = [];
  for (const range of sentenceRanges(text)) {
    const before = joined.at(-1);
    const isPart = before && !before.row && endsInInitial.test(text.slice(before.start, before.end));
    if (isPart && !text.slice(before.end, range.start).includes('\n')) {
      joined.splice(-1, 1, { start: before.start, end: range.end });
    } else joined.push(range);
  }
  return joined;
}
