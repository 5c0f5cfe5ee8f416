import { type QueryTerm, queryTerm } from './query-term.ts';
import { splitWords } from './split-words.ts';
import { tellingWords } from './telling-words.ts';

/** Words that follow each other, at least one. */
export type Phrase = readonly QueryTerm[];

/** A query as it is understood. */
export interface WordQuery {
  /** What to rank by: distinct, without stop words unless there is nothing else. Words of phrases are among them. */
  readonly terms: readonly QueryTerm[];
  /** What every result must hold. */
  readonly phrases: readonly Phrase[];
  /** What no result may hold. */
  readonly without: readonly Phrase[];
}

const quotationMarks = /[“”„«»]/g;
const cornerBrackets = /[「『」』]/g;
/** A minus stands right before a word or quotation mark: a hyphen, a dash and a negative number are none. */
const minus = '(?<=^|[\\s(])-';
const mayHoldMarks = /["“”„«»「『」』-]/;
/** Not right after a letter or a number: there it stands for inches or seconds. */
const opening = '(?<![\\p{L}\\p{N}])"';
const markedPart = new RegExp(
  `${minus}"(?<notQuoted>[^"]*)"|${opening}(?<quoted>[^"]*)"|${minus}(?<not>\\p{L}[^\\s"]*)`,
  'gu',
);

/**
 * Reads a query: `"words in quotation marks"` must occur as they stand, `-word` and `-"some words"` must not.
 * A quotation mark that nothing closes is no mark.
 */
export function readQuery(query: string): WordQuery {
  // Most queries have no mark.
  if (!mayHoldMarks.test(query)) return readWords(query);
  const text = query.replace(quotationMarks, '"').replace(cornerBrackets, ' " ');
  const phrases: Phrase[] = [];
  const without: Phrase[] = [];
  const wanted = text.replace(markedPart, (_part, ...matched) => {
    const { quoted, notQuoted, not } = matched.at(-1) as Record<string, string | undefined>;
    const phrase = splitWords(quoted ?? notQuoted ?? not ?? '').map(queryTerm);
    if (phrase.length > 0) (quoted === undefined ? without : phrases).push(phrase);
    return ` ${quoted ?? ''} `;
  });
  return { ...readWords(wanted), phrases, without };
}

/** Reads a text that was not written as a query, such as a message: marks in it are only marks. */
export function readWords(text: string): WordQuery {
  const { words } = tellingWords(text);
  return { terms: words.map(queryTerm), phrases: [], without: [] };
}
