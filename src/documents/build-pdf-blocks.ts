import { type PdfBlock, type PdfBlockLine, pdfExtent } from './pdf-block.ts';
import type { PdfStyle } from './pdf-style.ts';
import type { PdfTextLine } from './pdf-text-line.ts';
import { splitPdfParagraphs } from './split-pdf-paragraphs.ts';
import { splitPdfRegions } from './split-pdf-regions.ts';

const LONGEST_HEADING = 160;
const CAPITALS_NUMBERED = /^(?:\d+(?:\.\d+)*\.?|[A-Z]\.?)\s+[^\p{Ll}]*\p{Lu}{2}[^\p{Ll}]*$/u;

/** One document page's lines, in reading order, as headings, tables, listings, lists and paragraphs. */
export function buildPdfBlocks(lines: readonly PdfTextLine[], style: PdfStyle): PdfBlock[] {
  const blocks: PdfBlock[] = [];
  for (const region of splitPdfRegions(lines, style)) {
    for (const block of buildRegion(region, style)) {
      const last = blocks.at(-1);
      const merged = last && mergeRows(last, block);
      if (merged) blocks[blocks.length - 1] = merged;
      else blocks.push(block);
    }
  }
  return blocks;
}

function buildRegion(region: readonly PdfTextLine[], style: PdfStyle): PdfBlock[] {
  if (region.every(({ isMono }) => isMono)) return [buildRows('code', region, indented(region))];
  if (isTable(region)) return [buildRows('table', region, textsOf(region))];
  if (isHeading(region, style)) return [buildHeading(region)];
  return splitPdfParagraphs(region);
}

function isTable(region: readonly PdfTextLine[]): boolean {
  const rows = region.filter(({ segments }) => segments.length > 1).length;
  if (region.length === 1) return region.some(({ segments }) => segments.length > 2);
  return rows >= 2 && rows >= region.length / 2;
}

/** Larger than the body, or bold or numbered capitals on a line of its own, and short. */
function isHeading(region: readonly PdfTextLine[], style: PdfStyle): boolean {
  const [first] = region;
  const text = textsOf(region).join(' ');
  if (!first || region.length > 3 || text.length > LONGEST_HEADING || !/\p{L}{2}/u.test(text)) return false;
  if (!isOneRow(first) || first.angle !== 0) return false;
  if (first.size >= 1.15 * style.bodySize) return true;
  if (region.length > 2) return false;
  if (CAPITALS_NUMBERED.test(text)) return true;
  const standsOut = first.isBold && !style.isBodyBold && first.size >= 0.95 * style.bodySize;
  return standsOut && !/[,;]$/.test(text);
}

/** A number may stand apart from its heading. */
function isOneRow({ segments }: PdfTextLine): boolean {
  const [first] = segments;
  return segments.length === 1 || (segments.length === 2 && /^[\dA-Z.]{1,8}$/.test(first?.text ?? ''));
}

function buildHeading(region: readonly PdfTextLine[]): PdfBlock {
  const lines = region.map(({ text, page }): PdfBlockLine => ({ text, page, isOwnLine: false }));
  return { kind: 'heading', lines, ...pdfExtent(region), room: Infinity, startsIndented: false };
}

function buildRows(
  kind: 'code' | 'table',
  region: readonly PdfTextLine[],
  texts: readonly string[],
): PdfBlock {
  const lines = region.map(
    ({ page }, at): PdfBlockLine => ({ text: texts[at] ?? '', page, isOwnLine: true }),
  );
  return { kind, lines, ...pdfExtent(region), room: Infinity, startsIndented: false };
}

function textsOf(region: readonly PdfTextLine[]): string[] {
  return region.map(({ text }) => text);
}

/** A listing's indentation, from where its lines start; letters of fixed width are 0.6 of their size wide. */
function indented(region: readonly PdfTextLine[]): string[] {
  const left = Math.min(...region.map(({ x }) => x));
  return region.map(({ text, x, size }) => {
    const spaces = Math.round((x - left) / (0.6 * size));
    return ' '.repeat(Math.min(40, Math.max(0, spaces))) + text;
  });
}

/** Rows of one table or listing that a rule or an empty line parts. */
function mergeRows(last: PdfBlock, block: PdfBlock): PdfBlock | null {
  const isRows = block.kind === 'table' || block.kind === 'code';
  const step = block.top - last.bottom;
  if (!isRows || last.kind !== block.kind || step < 0 || step > 3 * block.size) return null;
  return { ...last, lines: [...last.lines, ...block.lines], bottom: block.bottom };
}
