import { endsShort } from './ends-short.ts';
import { type PdfBlock, type PdfBlockLine, pdfExtent } from './pdf-block.ts';
import type { PdfTextLine } from './pdf-text-line.ts';

const BULLET = /^[•◦▪‣·○●■□–—*-]\s/u;
const NUMBER = /^(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|\([ivx]{1,4}\)|\[\d{1,3}\])\s/u;
const SENTENCE_END = /[.!?:;。！？…]["'”’»)\]]*$/u;

type Start = 'continues' | 'own-line' | 'item' | 'paragraph';

/** The paragraphs and lists of a region that has no gaps: told by markers, indents and short last lines. */
export function splitPdfParagraphs(region: readonly PdfTextLine[]): PdfBlock[] {
  const left = Math.min(...region.map(({ x }) => x));
  const right = Math.max(...region.map((line) => line.right));
  const groups: { kind: 'list' | 'paragraph'; lines: PdfTextLine[]; starts: Start[] }[] = [];
  for (const [at, line] of region.entries()) {
    const open = groups.at(-1);
    const start = open ? startOf(region, at, { left, right }, open.kind === 'list') : firstStart(line);
    if (!open || start === 'paragraph' || (start === 'item' && open.kind !== 'list')) {
      const kind = start === 'item' ? 'list' : 'paragraph';
      groups.push({ kind, lines: [line], starts: [start] });
    } else {
      open.lines.push(line);
      open.starts.push(start);
    }
  }
  return groups.map(({ kind, lines, starts }) => buildBlock(kind, lines, starts, left, right));
}

function firstStart(line: PdfTextLine): Start {
  return BULLET.test(line.text) || NUMBER.test(line.text) ? 'item' : 'paragraph';
}

function startOf(
  region: readonly PdfTextLine[],
  at: number,
  edges: { left: number; right: number },
  inList: boolean,
): Start {
  const [last, line, next] = [region[at - 1], region[at], region[at + 1]];
  if (!last || !line) return 'paragraph';
  if (BULLET.test(line.text)) return 'item';
  const isShort = endsShort(last, line, edges);
  const isSentenceEnd = SENTENCE_END.test(last.text);
  if (NUMBER.test(line.text) && (isShort || isSentenceEnd || inList)) return 'item';
  const indent = line.x - last.x;
  const isIndented = indent > 0.8 * line.size && indent < 5 * line.size;
  // Under a hanging indent the lines after this one are indented as well.
  const isHanging = next !== undefined && Math.abs(next.x - line.x) < 0.4 * line.size;
  if (isIndented && !inList && !isHanging && (isShort || isSentenceEnd)) return 'paragraph';
  if (!isShort) return 'continues';
  return isSentenceEnd && !inList ? 'paragraph' : 'own-line';
}

function buildBlock(
  kind: 'list' | 'paragraph',
  lines: readonly PdfTextLine[],
  starts: readonly Start[],
  left: number,
  right: number,
): PdfBlock {
  const [first, last] = [lines[0], lines.at(-1)];
  const size = first?.size ?? 0;
  return {
    kind,
    lines: lines.map(({ text, page }, at): PdfBlockLine => {
      return { text, page, isOwnLine: starts[at] !== 'continues' };
    }),
    ...pdfExtent(lines),
    room: right - (last?.right ?? 0),
    startsIndented: (first?.x ?? 0) - left > 0.8 * size,
  };
}
