import type { DocumentHeading } from '../kernel/document-heading.ts';
import type { TextRange } from '../kernel/text-range.ts';

export interface FoundRange extends TextRange {
  /** The match that the person has got to. */
  readonly isCurrent: boolean;
}

/** What is drawn over a stretch of text. Ranges are those of the document, and each list is in order. */
export interface SectionMarks {
  readonly headings: readonly DocumentHeading[];
  readonly passage: TextRange | null;
  readonly sentence: TextRange | null;
  readonly found: readonly FoundRange[];
}

/** A stretch of text with the same marks all over. */
export interface SectionPiece {
  readonly start: number;
  readonly text: string;
  readonly level: 'none' | 'passage' | 'sentence';
  readonly found: 'none' | 'match' | 'current';
}

/** A heading, or what stands between two. */
export interface SectionRun {
  readonly start: number;
  readonly heading: DocumentHeading | null;
  readonly pieces: readonly SectionPiece[];
}

/**
 * Cuts a section of a document where marks begin and end. The pieces joined are the section's text, as it is: the
 * reader is to show what the model reads, and nothing else.
 */
export function cutSection(text: string, section: TextRange, marks: SectionMarks): SectionRun[] {
  const runs: SectionRun[] = [];
  let at = section.start;
  const take = (heading: DocumentHeading | null, end: number) => {
    if (end <= at) return;
    runs.push({ start: at, heading, pieces: cutRun(text, { start: at, end }, marks) });
    at = end;
  };
  for (const heading of marks.headings) {
    if (heading.end <= at || heading.start >= section.end) continue;
    take(null, heading.start);
    take(heading, Math.min(heading.end, section.end));
  }
  take(null, section.end);
  return runs;
}

function cutRun(text: string, run: TextRange, { passage, sentence, found }: SectionMarks): SectionPiece[] {
  const inside = found.filter((it) => it.end > run.start && it.start < run.end);
  const edges = [...inside, passage, sentence].flatMap((range) => (range ? [range.start, range.end] : []));
  const between = edges.filter((edge) => edge > run.start && edge < run.end);
  const cuts = [...new Set([run.start, ...between, run.end])].sort((a, b) => a - b);
  let next = 0;
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? run.end;
    while ((inside[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    const match = inside[next];
    return {
      start,
      text: text.slice(start, end),
      level: holds(sentence, start, end) ? 'sentence' : holds(passage, start, end) ? 'passage' : 'none',
      found: !match || !holds(match, start, end) ? 'none' : match.isCurrent ? 'current' : 'match',
    };
  });
}

function holds(range: TextRange | null, start: number, end: number): boolean {
  return range !== null && range.start <= start && end <= range.end;
}
