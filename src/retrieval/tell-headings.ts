import type { TextRange } from '../kernel/text-range.ts';
import type { ReadSentence } from '../kernel/text-reader.ts';
import { sentenceRanges } from './sentence-ranges.ts';

/** A line of more words is a paragraph, even without a full stop. */
const mostHeadingWords = 10;

/** A text's sentences in order, told apart from its headings. */
export interface ToldSentences {
  readonly sentences: readonly ReadSentence[];
  readonly headings: readonly ReadSentence[];
}

/**
 * Tells what a text says from the headings that only name it. A heading is a line of Markdown that says so, a
 * line that `headingPath` knows, a short line without a full stop right above a paragraph, or the row that names a
 * table's columns; not an item of a list, nor another row.
 */
export function tellHeadings(text: string, headingPath: readonly string[]): ToldSentences {
  const ranges = sentenceRanges(text);
  const known = new Set(headingPath);
  const isHeading = (range: ReadSentence, index: number) => {
    if (range.row) return range.row.isHeader;
    const line = lineUpTo(text, range);
    return /^#{1,6}\s/.test(line) || known.has(line) || isAbove(text, line, range, ranges[index + 1]);
  };
  const told = ranges.map((range, index) => ({ range, isHeading: isHeading(range, index) }));
  return {
    sentences: told.filter((each) => !each.isHeading).map(({ range }) => range),
    headings: told.filter((each) => each.isHeading).map(({ range }) => range),
  };
}

/** From where its line begins, so that a heading's number belongs to it: it was cut off as a sentence. */
function lineUpTo(text: string, { start, end }: TextRange): string {
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, end).trim();
}

function isAbove(text: string, line: string, range: TextRange, next: TextRange | undefined): boolean {
  if (next === undefined || !text.slice(range.end, next.start).includes('\n')) return false;
  const looksLikeOne =
    countWords(line) <= mostHeadingWords &&
    !endsSentence(line) &&
    !/^[-*+•–|>]\s/.test(line) &&
    !/\s{2}|\t|\|/.test(line);
  const below = text.slice(next.start, next.end);
  return looksLikeOne && (endsSentence(below) || countWords(below) > mostHeadingWords);
}

function endsSentence(text: string): boolean {
  return /[.!?:;…]["'”’)\]]*$/.test(text);
}

function countWords(text: string): number {
  return text.split(/\s+/).length;
}
