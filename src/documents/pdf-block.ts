import type { TextBlock } from './extracted-document.ts';
import type { PdfTextLine } from './pdf-text-line.ts';

/** A line as it goes into a block's text. */
export interface PdfBlockLine {
  readonly text: string;
  /** Document page, from 1. */
  readonly page: number;
  /** How it follows the line before it: on a line of its own, or flowing on, where hyphens are joined. */
  readonly isOwnLine: boolean;
}

/** A block on its way from a page's geometry to the document's text. */
export interface PdfBlock {
  readonly kind: TextBlock['kind'];
  readonly lines: readonly PdfBlockLine[];
  /** Font size in points and boldness, from which a heading's level follows. */
  readonly size: number;
  readonly isBold: boolean;
  /** Its lines' fonts. */
  readonly fonts: ReadonlySet<string>;
  /** Where its first and last line lie on their pages, y down the page, in points. */
  readonly top: number;
  readonly bottom: number;
  /** Points between the end of its last line and the right edge; a full line leaves no room for a word. */
  readonly room: number;
  /** The first line is indented, as a new paragraph's is. */
  readonly startsIndented: boolean;
}

export function firstPage(block: PdfBlock): number {
  return block.lines[0]?.page ?? 0;
}

export function lastPage(block: PdfBlock): number {
  return block.lines.at(-1)?.page ?? 0;
}

/** What a block has from the lines it is made of. */
export function pdfExtent(
  lines: readonly PdfTextLine[],
): Pick<PdfBlock, 'size' | 'isBold' | 'fonts' | 'top' | 'bottom'> {
  const [first, last] = [lines[0], lines.at(-1)];
  return {
    size: first?.size ?? 0,
    isBold: lines.every(({ isBold }) => isBold),
    fonts: new Set(lines.map(({ font }) => font)),
    top: first?.y ?? 0,
    bottom: last?.y ?? 0,
  };
}
