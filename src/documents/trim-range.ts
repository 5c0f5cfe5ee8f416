import type { TextRange } from './split-sentences.ts';

/** Source of a pattern for one white-space character that is a grapheme by itself: with a mark it is not. */
export const plainSpace = String.raw`\s(?!\p{M}|\p{Grapheme_Extend}|\p{Emoji_Modifier}|\u200d)`;

const LEADING = new RegExp(`^(?:${plainSpace})+`, 'u');

/** The range without white space at its ends; empty if it has nothing else. */
export function trimRange(text: string, { start, end }: TextRange): TextRange {
  const slice = text.slice(start, end);
  const leading = LEADING.exec(slice)?.[0].length ?? 0;
  if (leading === slice.length) return { start: end, end };
  return { start: start + leading, end: start + slice.trimEnd().length };
}

const PLAIN_SPACE = new RegExp(plainSpace, 'uy');

export function isPlainSpaceAt(text: string, at: number): boolean {
  PLAIN_SPACE.lastIndex = at;
  return PLAIN_SPACE.test(text);
}
