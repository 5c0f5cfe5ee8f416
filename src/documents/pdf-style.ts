import type { PdfTextLine } from './pdf-text-line.ts';

/** What most of a document's text looks like; headings are what stands out from it. */
export interface PdfStyle {
  /** Font size of the body in points, to the nearest half. */
  readonly bodySize: number;
  readonly isBodyBold: boolean;
  /** Distance between lines of a paragraph as a multiple of their font size. */
  pitchOf(size: number): number;
}

const USUAL_PITCH = 1.2;
const FEWEST_SAMPLES = 4;

/** Measures the style of a document over all its pages; by characters, so that headings weigh little. */
export function measurePdfStyle(pages: readonly (readonly PdfTextLine[])[]): PdfStyle {
  const charactersBySize = new Map<number, number>();
  const pitchesBySize = new Map<number, Map<number, number>>();
  let bold = 0;
  let all = 0;
  for (const lines of pages) {
    for (const [at, line] of lines.entries()) {
      add(charactersBySize, half(line.size), line.text.length);
      all += line.text.length;
      if (line.isBold) bold += line.text.length;
      const next = lines[at + 1];
      const pitch = next && half(next.size) === half(line.size) ? (next.y - line.y) / line.size : 0;
      if (pitch < 0.9 || pitch > 2.6) continue;
      const counts = pitchesBySize.get(half(line.size)) ?? new Map<number, number>();
      pitchesBySize.set(half(line.size), counts);
      add(counts, Math.round(pitch * 20) / 20, 1);
    }
  }
  const pitches = new Map<number, number>();
  for (const [size, counts] of pitchesBySize) {
    const samples = [...counts.values()].reduce((sum, count) => sum + count, 0);
    if (samples >= FEWEST_SAMPLES) pitches.set(size, most(counts, USUAL_PITCH));
  }
  return {
    bodySize: most(charactersBySize, 10),
    isBodyBold: bold > all / 2,
    pitchOf: (size) => pitches.get(half(size)) ?? USUAL_PITCH,
  };
}

function half(size: number): number {
  return Math.round(size * 2) / 2;
}

function add(counts: Map<number, number>, key: number, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function most(counts: ReadonlyMap<number, number>, otherwise: number): number {
  let best = otherwise;
  for (const [key, count] of counts) if (count > (counts.get(best) ?? 0)) best = key;
  return best;
}
