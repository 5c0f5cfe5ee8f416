import { endsShort } from './ends-short.ts';
import type { PdfStyle } from './pdf-style.ts';
import type { PdfTextLine } from './pdf-text-line.ts';

/** A gap this many times the usual distance between lines parts two regions. */
const WIDE_PITCH = 1.3;

/**
 * Parts one document page's lines where the layout does: at gaps, jumps to another column, and changes of
 * font size, weight, kind or direction. A region is a heading, a table, a listing, or one or more paragraphs.
 */
export function splitPdfRegions(lines: readonly PdfTextLine[], style: PdfStyle): PdfTextLine[][] {
  const regions: PdfTextLine[][] = [];
  for (const line of lines) {
    const open = regions.at(-1);
    const last = open?.at(-1);
    if (open && last && isSameRegion(last, line, style)) open.push(line);
    else regions.push([line]);
  }
  return regions;
}

function isSameRegion(last: PdfTextLine, line: PdfTextLine, style: PdfStyle): boolean {
  if (last.angle !== line.angle || last.isMono !== line.isMono) return false;
  if (last.isBold !== line.isBold && isLineOfItsOwn(last, line)) return false;
  const larger = Math.max(last.size, line.size);
  if (larger / Math.min(last.size, line.size) > 1.08) return false;
  const step = line.y - last.y;
  const overlaps = line.x < last.right && line.right > last.x;
  return overlaps && step > 0.5 * larger && step < WIDE_PITCH * style.pitchOf(larger) * larger;
}

/** Bold words within a sentence may happen to fill a line. */
function isLineOfItsOwn(last: PdfTextLine, line: PdfTextLine): boolean {
  const edges = { left: Math.min(last.x, line.x), right: Math.max(last.right, line.right) };
  return endsShort(last, line, edges);
}
