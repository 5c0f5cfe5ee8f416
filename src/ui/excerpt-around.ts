import type { TextRange } from '../kernel/text-range.ts';

export interface Excerpt {
  readonly text: string;
  /** The marked range within `text`. */
  readonly range: TextRange | null;
  readonly cutStart: boolean;
  readonly cutEnd: boolean;
}

/**
 * About `length` units of a text with the marked range in view, cut at white space where there is some near.
 * A range longer than that is kept from its beginning.
 */
export function excerptAround(text: string, range: TextRange | null, length: number): Excerpt {
  if (text.length <= length) return { text, range, cutStart: false, cutEnd: false };
  const marked = range ?? { start: 0, end: 0 };
  const markedLength = Math.min(marked.end - marked.start, length);
  // A third of the room before the sentence, two thirds after: what follows explains more.
  const before = Math.floor((length - markedLength) / 3);
  const latest = text.length - length;
  const start = snapForward(text, Math.max(0, Math.min(marked.start - before, latest)), marked.start);
  const end = snapBack(text, Math.min(text.length, start + length), Math.min(marked.end, start + length));
  return {
    text: text.slice(start, end),
    range: range && {
      start: Math.max(0, range.start - start),
      end: Math.min(end, range.end) - start,
    },
    cutStart: start > 0,
    cutEnd: end < text.length,
  };
}

/** How far a cut may move to fall on white space. */
const reach = 40;

function snapForward(text: string, at: number, limit: number): number {
  if (at === 0) return 0;
  for (let i = at; i < Math.min(at + reach, limit); i++) {
    if (/\s/.test(text.charAt(i))) return i + 1;
  }
  return outsidePair(text, at);
}

function snapBack(text: string, at: number, limit: number): number {
  if (at === text.length) return at;
  for (let i = at; i > Math.max(at - reach, limit); i--) {
    if (/\s/.test(text.charAt(i))) return i;
  }
  return outsidePair(text, at);
}

/** Never between the halves of a surrogate pair. */
function outsidePair(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}
