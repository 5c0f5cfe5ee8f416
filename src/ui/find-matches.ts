import type { TextRange } from '../kernel/text-range.ts';
import { type FoldedText, foldQuery } from './fold-text.ts';

/** Where a query occurs in a text, in order and without overlap, as ranges of the text before it was folded. */
export interface Matches {
  readonly count: number;
  /** Of the match at `index`, from 0; `null` past the last. */
  range(index: number): TextRange | null;
  /** The first match that ends after a position; `count` when there is none. */
  firstAfter(position: number): number;
}

export const noMatches: Matches = { count: 0, range: () => null, firstAfter: () => 0 };

/**
 * All matches of a query. A match is of whole characters: what matches a part of one, such as the second letter of
 * a ligature, is that character, and accents belong to their letter.
 */
export function findMatches(folded: FoldedText, query: string): Matches {
  const sought = foldQuery(query);
  if (sought === '') return noMatches;
  const found: number[] = [];
  let end = 0;
  for (let at = folded.text.indexOf(sought); at >= 0; at = folded.text.indexOf(sought, at + sought.length)) {
    // One character may hold the query twice, or the end of one match and the start of the next.
    if ((folded.starts[at] ?? 0) < end) continue;
    found.push(at);
    end = endOf(folded, at + sought.length - 1);
  }
  const range = (index: number): TextRange | null => {
    const at = found[index];
    if (at === undefined) return null;
    return { start: folded.starts[at] ?? 0, end: endOf(folded, at + sought.length - 1) };
  };
  const firstAfter = (position: number): number => {
    let low = 0;
    let high = found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((range(middle)?.end ?? 0) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return { count: found.length, range, firstAfter };
}

/** Where the character ends that the folded unit at `at` came from. */
function endOf({ starts, length }: FoldedText, at: number): number {
  const own = starts[at];
  let next = at + 1;
  while (next < starts.length && starts[next] === own) next++;
  return starts[next] ?? length;
}
