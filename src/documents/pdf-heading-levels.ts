import type { PdfBlock } from './pdf-block.ts';

const NUMBERING = /^(\d+(?:\.\d+)*)\.?\s/;

/**
 * Levels 1 to 6 for the headings among `blocks`: larger type stands above smaller, bold above plain. Among
 * headings numbered like 2.1 the numbering decides, counted from the level that the style of the whole
 * numbers (2) has.
 */
export function pdfHeadingLevels(blocks: readonly PdfBlock[]): Map<PdfBlock, number> {
  const headings = blocks.filter(({ kind }) => kind === 'heading');
  const styles = [...new Set(headings.map(weightOf))].sort((a, b) => b - a);
  const levels = new Map(headings.map((block) => [block, styles.indexOf(weightOf(block)) + 1]));
  const whole = headings.filter((block) => depthOf(block) === 1).map((block) => levels.get(block) ?? 1);
  const base = whole.length > 0 ? Math.min(...whole) : null;
  for (const block of headings) {
    const depth = depthOf(block);
    if (depth > 0 && base !== null) levels.set(block, base + depth - 1);
  }
  for (const [block, level] of levels) levels.set(block, Math.min(6, level));
  return levels;
}

/** Orders styles: by size to the nearest half point, then by weight. */
function weightOf({ size, isBold }: PdfBlock): number {
  return Math.round(size * 2) + (isBold ? 0.5 : 0);
}

/** How many numbers its numbering has; 0 without numbering. */
function depthOf(block: PdfBlock): number {
  const numbers = NUMBERING.exec(`${block.lines[0]?.text ?? ''} `)?.[1];
  return numbers ? numbers.split('.').length : 0;
}
