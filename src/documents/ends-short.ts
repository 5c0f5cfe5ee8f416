import type { PdfTextLine } from './pdf-text-line.ts';

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

/**
 * Whether `last` was ended on purpose: between the edges of its column there was room for the first word of
 * the line after it. A hyphenated line was not.
 */
export function endsShort(
  last: PdfTextLine,
  line: PdfTextLine,
  edges: { readonly left: number; readonly right: number },
): boolean {
  if (/\p{L}[-\u2010]$/u.test(last.text)) return false;
  const word = /^\S+/.exec(line.text)?.[0].length ?? 0;
  const wordWidth = ((line.right - line.x) * word) / Math.max(1, line.text.length);
  const room = RIGHT_TO_LEFT.test(last.text) ? last.x - edges.left : edges.right - last.right;
  return room > wordWidth + line.size;
}
