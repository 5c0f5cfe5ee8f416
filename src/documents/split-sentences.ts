import { graphemeEnds } from './grapheme-ends.ts';
import { isPlainSpaceAt } from './trim-range.ts';

/** A range of a text, UTF-16 units, end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
/** Longest sentence told apart. Engines need time quadratic in the text they segment, hence in parts. */
const LONGEST = 4_000;
/** No sentence ends after these, whatever the segmenter holds. */
const ABBREVIATION =
  /(?:^|[\s(])(?:al|approx|cf|Dr|e\.g|Eq|Eqs|et|Fig|Figs|i\.e|Mr|Mrs|Ms|No|Nos|pp?|Prof|Sec|St|Tab|vs|Vol)\.\s+$/;

/**
 * The sentences of `text` between `start` and `end`, trailing white space included, without gaps. A single
 * line feed is taken for a space, since many texts are wrapped by hand.
 */
export function splitSentences(text: string, start: number, end: number): TextRange[] {
  const sentences: { start: number; end: number }[] = [];
  let isOpen = false;
  for (const sentence of segment(text, start, end)) {
    const last = sentences.at(-1);
    if (isOpen && last) last.end = sentence.end;
    else sentences.push({ ...sentence });
    isOpen = ABBREVIATION.test(text.slice(Math.max(sentence.start, sentence.end - 12), sentence.end));
  }
  return sentences;
}

function* segment(text: string, start: number, end: number): Iterable<TextRange> {
  for (let from = start; from < end; ) {
    const isAll = from + LONGEST >= end;
    const part = text.slice(from, isAll ? end : from + LONGEST).replaceAll('\n', ' ');
    const found = [...segmenter.segment(part)].map(({ index, segment }) => ({
      start: from + index,
      end: from + index + segment.length,
    }));
    // The last one may go on after the part.
    if (!isAll) found.pop();
    if (found.length === 0) found.push({ start: from, end: safeEnd(text, from, end) });
    yield* found;
    from = found.at(-1)?.end ?? end;
  }
}

/** The end of a piece of a sentence too long to be one: a space if there is one, never within a grapheme. */
function safeEnd(text: string, from: number, end: number): number {
  for (let at = from + LONGEST; at > from + LONGEST / 2; at--) if (isPlainSpaceAt(text, at - 1)) return at;
  return graphemeEnds(text, from, end, LONGEST).at(-1) ?? end;
}
