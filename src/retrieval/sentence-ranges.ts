import type { TextRange } from '../kernel/text-range.ts';

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
 * The sentences of a text in order, without the white space around them. Lines broken by a PDF's layout are
 * read as one; what has no full stop for long (tables, code) is cut at a line, clause or word into ranges of
 * at most 400 units.
 */
export function sentenceRanges(text: string): TextRange[] {
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
  return ranges;
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
