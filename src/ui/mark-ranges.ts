import type { TextRange } from '../kernel/text-range.ts';

export type MarkLevel = 'none' | 'soft' | 'strong';

export interface MarkedSegment {
  readonly text: string;
  readonly level: MarkLevel;
}

/**
 * Cuts `text` where the marks begin and end: the strong range (the matching sentence) lies over the soft one
 * (the passage). Ranges may reach beyond the text and be empty; the segments joined are the text.
 */
export function markRanges(text: string, soft: TextRange | null, strong: TextRange | null): MarkedSegment[] {
  const edges = [soft, strong].flatMap((range) => (range ? [range.start, range.end] : []));
  const inside = edges.filter((edge) => edge > 0 && edge < text.length);
  const cuts = [...new Set([0, ...inside, text.length])].sort((a, b) => a - b);
  const segments: MarkedSegment[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const from = cuts[i] ?? 0;
    const to = cuts[i + 1] ?? from;
    const level: MarkLevel = holds(strong, from, to) ? 'strong' : holds(soft, from, to) ? 'soft' : 'none';
    segments.push({ text: text.slice(from, to), level });
  }
  return segments;
}

function holds(range: TextRange | null, from: number, to: number): boolean {
  return range !== null && range.start <= from && to <= range.end;
}
