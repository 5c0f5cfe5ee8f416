import type { TextRange } from '../kernel/text-range.ts';
import type { TextStretch } from '../worker/search-everything-stretch.ts';
import { excerptAround } from './excerpt-around.ts';
import type { MarkedText } from './palette-entry.ts';

/** UTF-16 units of a text that two lines hold. */
const length = 150;

/** Of a text that was found, the lines to show, with the query's words marked: or, found by meaning, its sentence. */
export function paletteExcerpt(stretch: TextStretch): MarkedText {
  const { text, sentence, words } = stretch;
  const excerpt = excerptAround(text, focusOf(stretch), length);
  const start = excerptStart(excerpt.range, focusOf(stretch));
  const cutStart = excerpt.cutStart || (stretch.cutStart && start === 0);
  const cutEnd = excerpt.cutEnd || stretch.cutEnd;
  const prefix = cutStart ? '… ' : '';
  const shown = words.length > 0 ? words : sentence ? [sentence] : [];
  return {
    text: `${prefix}${excerpt.text}${cutEnd ? ' …' : ''}`,
    marks: within(shown, start, start + excerpt.text.length).map((range) => ({
      start: range.start - start + prefix.length,
      end: range.end - start + prefix.length,
    })),
    isNear: words.length === 0,
  };
}

/** What must be in view: the query's words in the sentence that matches, else that sentence. */
function focusOf({ sentence, words }: TextStretch): TextRange | null {
  const told = sentence ? within(words, sentence.start, sentence.end) : words;
  const [first] = told;
  if (!first) return sentence ?? null;
  return {
    start: first.start,
    end: told.findLast(({ end }) => end <= first.start + length)?.end ?? first.end,
  };
}

function excerptStart(shown: TextRange | null, focus: TextRange | null): number {
  return shown && focus ? focus.start - shown.start : 0;
}

/** The parts of ranges that lie between two places. */
function within(ranges: readonly TextRange[], from: number, to: number): TextRange[] {
  return ranges
    .map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }))
    .filter(({ start, end }) => start < end);
}
