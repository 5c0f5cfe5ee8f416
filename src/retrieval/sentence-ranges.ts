import type { TextRange } from '../kernel/text-range.ts';
import type { ReadSentence } from '../kernel/text-reader.ts';
import { type TableRows, tableRows } from './table-rows.ts';

/** Longest sentence, in UTF-16 units: some five lines, as much as the eye takes in as one mark. */
export const longestSentence = 400;

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * A line break that is only layout: neither next to a blank line nor before a list item, table row, heading
 * or quotation.
 */
const softBreak = /(?<!\n[ \t]*)\r?\n(?![ \t]*(?:\r?\n|(?:[-*+•–|#>]|\d{1,3}[.)])[ \t]))/g;
const endsInAbbreviation =
  /\b(?:et al|e\.g|i\.e|cf|vs|approx|resp|Figs?|Eqs?|Secs?|Refs?|No|pp|Dr|Mr|Mrs|Ms|Prof|St)\.\s*$/;

/**
 * The sentences of a text in order, without the white space around them; each row of a table is one. Lines broken
 * by a PDF's layout are read as one; what has no full stop for long (lists, code) is cut at a line, clause or word
 * into ranges of at most 400 units.
 */
export function sentenceRanges(text: string): ReadSentence[] {
  const ranges: ReadSentence[] = [];
  let start = 0;
  for (const table of tableRows(text)) {
    const [first, last] = [table.rows[0], table.rows.at(-1)];
    if (!first || !last) continue;
    ranges.push(...proseRanges(text, start, first.start), ...rowRanges(text, table, first, last));
    start = last.end;
  }
  ranges.push(...proseRanges(text, start, text.length));
  return ranges;
}

/** A row too long for one mark is read in parts. */
function rowRanges(
  text: string,
  { rows, hasHeader }: TableRows,
  first: TextRange,
  last: TextRange,
): ReadSentence[] {
  const table = { start: first.start, end: last.end };
  const isShort = first.end - first.start <= longestSentence;
  return rows.flatMap((range) => {
    const header = range === first || !isShort ? null : first;
    const row = { table, header, isHeader: hasHeader && range === first };
    const pieces = [...cutToLength(text, range.start, range.end)].flatMap((piece) => trimmed(text, piece));
    return pieces.map((piece) => ({ ...piece, row }));
  });
}

function proseRanges(whole: string, from: number, to: number): TextRange[] {
  const text = whole.slice(from, to);
  // Same length as the text, so that positions hold.
  const joined = text.replace(softBreak, (lineBreak) => ' '.repeat(lineBreak.length));
  const ranges: TextRange[] = [];
  let start = 0;
  for (const { index, segment } of segmenter.segment(joined)) {
    const end = index + segment.length;
    if (end < joined.length && endsInAbbreviation.test(joined.slice(start, end))) continue;
    for (const piece of cutToLength(text, start, end)) ranges.push(...trimmed(text, piece));
    start = end;
  }
  return ranges.map((range) => ({ start: from + range.start, end: from + range.end }));
}

function* cutToLength(text: string, start: number, end: number): Generator<TextRange> {
  let from = start;
  while (end - from > longestSentence) {
    const to = from + cutPosition(text.slice(from, from + longestSentence));
    yield { start: from, end: to };
    from = to;
  }
  yield { start: from, end };
}

/** Where best to cut a text that is too long: after the last line, clause or word that is not too near. */
function cutPosition(text: string): number {
  const nearest = text.length / 3;
  for (const boundary of [/\n(?=[^\n]*$)/, /[;:,.](?=\s[^;:,.]*$)/, /\s(?=\S*$)/]) {
    const found = boundary.exec(text);
    if (found !== null && found.index >= nearest) return found.index + 1;
  }
  // Not between the two halves of a surrogate pair.
  return /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length;
}

/** The range without white space at its ends; nothing when nothing else is left. */
function trimmed(text: string, range: TextRange): TextRange[] {
  const slice = text.slice(range.start, range.end);
  const inner = slice.trim();
  if (inner === '') return [];
  const start = range.start + slice.indexOf(inner);
  return [{ start, end: start + inner.length }];
}
