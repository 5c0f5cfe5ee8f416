import type { PdfTextLine } from './pdf-text-line.ts';

/** A line of text as it lies on a test page; letters are half as wide as their size. */
export function pdfLine(text: string, x: number, y: number, style: Partial<PdfTextLine> = {}): PdfTextLine {
  const size = style.size ?? 10;
  const right = style.right ?? x + text.length * size * 0.5;
  const segments = style.segments ?? [{ text, x, right }];
  const plain = { page: 1, angle: 0, font: 'body', isBold: false, isMono: false } as const;
  return { ...plain, text, segments, x, y, size, ...style, right };
}

/** Lines under each other, 12 points apart, all reaching the same right edge but the last. */
export function pdfLines(
  texts: readonly string[],
  x: number,
  y: number,
  style: Partial<PdfTextLine> = {},
): PdfTextLine[] {
  const width = Math.max(...texts.map((text) => text.length)) * (style.size ?? 10) * 0.5;
  return texts.map((text, at) => {
    const isLast = at === texts.length - 1;
    return pdfLine(text, x, y + 12 * at, isLast ? style : { right: x + width, ...style });
  });
}

/** A row of cells, each at its own place. */
export function pdfRow(cells: readonly (readonly [text: string, x: number])[], y: number): PdfTextLine {
  const segments = cells.map(([text, x]) => ({ text, x, right: x + 5 * text.length }));
  const text = segments.map((segment) => segment.text).join('  ');
  const [first, last] = [segments[0], segments.at(-1)];
  return pdfLine(text, first?.x ?? 0, y, { segments, right: last?.right ?? 0 });
}
