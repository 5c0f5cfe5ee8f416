import type { PdfTextLine, PdfTextSegment } from './pdf-text-line.ts';

/** Fewer rows than this side by side may as well be a table. */
const FEWEST_ROWS = 4;
/** In characters, on average: a table's cells are shorter than a column's lines. */
const SHORTEST_LINE = 25;

/**
 * Lines of one document page in reading order. Most programs write column after column, and that order is
 * kept; some write across both columns row by row, and those rows are parted at the gutter: first all left
 * halves, then all right ones.
 */
export function orderPdfColumns(lines: readonly PdfTextLine[]): PdfTextLine[] {
  const ordered: PdfTextLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const rows = rowsAcrossColumns(lines, at);
    if (rows) ordered.push(...rows.left, ...rows.right);
    else ordered.push(...lines.slice(at, at + 1));
    at += rows?.count ?? 1;
  }
  return ordered;
}

interface Rows {
  readonly count: number;
  readonly left: readonly PdfTextLine[];
  readonly right: readonly PdfTextLine[];
}

/** The longest run of rows from `at` that share a gutter, or `null` if they are not two columns of prose. */
function rowsAcrossColumns(lines: readonly PdfTextLine[], at: number): Rows | null {
  const left: PdfTextLine[] = [];
  const right: PdfTextLine[] = [];
  let gutter = { from: -Infinity, to: Infinity };
  let count = 0;
  let across = 0;
  for (; at + count < lines.length; count++) {
    const line = lines[at + count];
    if (!line || line.segments.length > 2 || !goesDown(lines[at + count - 1], line, count)) break;
    const [first, second] = line.segments;
    if (!first) break;
    const narrowed = second
      ? { from: Math.max(gutter.from, first.right), to: Math.min(gutter.to, second.x) }
      : gutter;
    if (narrowed.to - narrowed.from < 0.5 * line.size || (!second && count === 0)) break;
    if (!second && line.x < gutter.from && line.right > gutter.to) break;
    gutter = narrowed;
    if (second) across++;
    for (const segment of line.segments) {
      const side = segment.x < gutter.from ? left : right;
      side.push(partOf(line, segment));
    }
  }
  const isProse = [left, right].every((side) => averageLength(side) >= SHORTEST_LINE);
  return across >= FEWEST_ROWS && isProse ? { count, left, right } : null;
}

function goesDown(previous: PdfTextLine | undefined, line: PdfTextLine, count: number): boolean {
  if (count === 0 || !previous) return true;
  const step = line.y - previous.y;
  return line.angle === previous.angle && step > 0 && step < 4 * line.size;
}

function partOf(line: PdfTextLine, segment: PdfTextSegment): PdfTextLine {
  return { ...line, ...segment, segments: [segment] };
}

function averageLength(side: readonly PdfTextLine[]): number {
  return side.reduce((sum, { text }) => sum + text.length, 0) / Math.max(1, side.length);
}
