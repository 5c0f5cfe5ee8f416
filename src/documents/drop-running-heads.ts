import type { PdfStyle } from './pdf-style.ts';
import type { PdfTextLine } from './pdf-text-line.ts';

const FEWEST_PAGES = 3;
const LONGEST_HEAD = 120;

/**
 * Leaves out page numbers, and headers and footers that were there before (as the title, say), so that they
 * don't cut sentences that go over a page. A line counts as one if it is among the outermost two at the top
 * or bottom of three or more pages, at the same height and with the same text but for page numbers.
 */
export function dropRunningHeads(
  pages: readonly (readonly PdfTextLine[])[],
  style: PdfStyle,
): PdfTextLine[][] {
  const outer = pages.map((lines) => outermost(lines, style));
  const counts = new Map<string, number>();
  for (const line of outer.flatMap((lines) => [...lines])) {
    for (const trait of traitsOf(line).flat()) counts.set(trait, (counts.get(trait) ?? 0) + 1);
  }
  const isCommon = (trait: string) => (counts.get(trait) ?? 0) >= FEWEST_PAGES;
  const isHead = (line: PdfTextLine) => traitsOf(line).every((either) => either.some(isCommon));
  const shown = new Set<string>();
  return pages.map((lines, at) =>
    lines.filter((line) => {
      const isRepeated = isNumber(line) || shown.has(line.text) || shown.has(placeOf(line));
      const drops = outer[at]?.has(line) && isHead(line) && isRepeated;
      shown.add(line.text).add(placeOf(line));
      return !drops;
    }),
  );
}

/** Larger lines are titles; those repeat as well, over slides. */
function outermost(lines: readonly PdfTextLine[], style: PdfStyle): Set<PdfTextLine> {
  const byHeight = lines
    .filter(({ angle, size }) => angle === 0 && size < 1.15 * style.bodySize)
    .filter(({ text }) => text.length <= LONGEST_HEAD)
    .sort((a, b) => a.y - b.y);
  return new Set([...byHeight.slice(0, 2), ...byHeight.slice(-2)]);
}

/**
 * What a head has in common with those on other pages: its place and words, and for each number either its
 * value or how far it is from the page's: "Net pay 1,200" on every page is no head.
 */
function traitsOf(line: PdfTextLine): string[][] {
  const place = placeOf(line);
  const numbers = line.text.match(/\d+/g) ?? [];
  return [
    [place],
    ...numbers.map((number, at) => [
      `${place} ${at}=${number}`,
      `${place} ${at}+${Number(number) - line.page}`,
    ]),
  ];
}

/** Height, to the nearest 4 points since scanned and converted pages are not exact, and words. */
function placeOf({ text, y }: PdfTextLine): string {
  return `${Math.round(y / 4)} ${text.replace(/\d+/g, '#')}`;
}

function isNumber({ text }: PdfTextLine): boolean {
  return !/\p{L}/u.test(text);
}
