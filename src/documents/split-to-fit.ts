import { graphemeEnds } from './grapheme-ends.ts';
import type { TextRange } from './split-sentences.ts';
import { plainSpace } from './trim-range.ts';

/** Counts or estimates the tokens of a text. Must not shrink as the text grows. */
export type CountTokens = (text: string) => number;

/**
 * Cuts a range of `text` into pieces of at most `budget` tokens: at line feeds where that is enough, else at
 * spaces, else between graphemes. A grapheme is never cut, so one that is over budget by itself stays so.
 */
export function splitToFit(text: string, range: TextRange, budget: number, count: CountTokens): TextRange[] {
  const fits = (start: number, end: number) => count(text.slice(start, end)) <= budget;
  return split(text, range, fits, [LINES, WORDS]);
}

type Fits = (start: number, end: number) => boolean;

/** `finer` are the patterns of the parts to cut at, coarsest first. */
function split(
  text: string,
  range: TextRange,
  fits: Fits,
  [pattern, ...finer]: readonly RegExp[],
): TextRange[] {
  if (fits(range.start, range.end)) return [range];
  if (!pattern) return splitGraphemes(text, range, fits);
  const parts = partsOf(text, range, pattern);
  const pieces: TextRange[] = [];
  for (let from = 0; from < parts.length; ) {
    const first = parts[from];
    if (!first) break;
    const to = lastThat((at) => fits(first.start, parts[at]?.end ?? range.end), from, parts.length);
    const last = parts[to];
    if (last && to >= from) pieces.push({ start: first.start, end: last.end });
    else pieces.push(...split(text, first, fits, finer));
    from = Math.max(from, to) + 1;
  }
  return pieces;
}

function splitGraphemes(text: string, range: TextRange, fits: Fits): TextRange[] {
  const pieces: TextRange[] = [];
  let reach = 256;
  for (let start = range.start; start < range.end; ) {
    const ends = graphemeEnds(text, start, range.end, reach);
    const to = lastThat((at) => fits(start, ends[at] ?? range.end), 0, ends.length);
    const isAll = to === ends.length - 1 && ends.at(-1) !== range.end;
    if (isAll && to >= 0) {
      reach *= 2;
      continue;
    }
    const end = ends[Math.max(0, to)] ?? range.end;
    pieces.push({ start, end });
    start = end;
  }
  return pieces;
}

/** The last index from `from` below `end` that holds, if all up to it do; `from - 1` if none does. */
function lastThat(holds: (at: number) => boolean, from: number, end: number): number {
  let low = from - 1;
  let step = 1;
  while (low + step < end && holds(low + step)) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, end);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Both take the white space that ends a part along with it. */
const LINES = /[^\n]+\n*|\n+/g;
const WORDS = new RegExp(`(?:(?!${plainSpace})[^])+(?:${plainSpace})*|(?:${plainSpace})+`, 'gu');

function partsOf(text: string, { start, end }: TextRange, pattern: RegExp): TextRange[] {
  const parts: TextRange[] = [];
  for (const { 0: part, index } of text.slice(start, end).matchAll(pattern)) {
    parts.push({ start: start + index, end: start + index + part.length });
  }
  return parts;
}
