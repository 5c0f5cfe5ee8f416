import type { ExtractedDocument, TextBlock } from './extracted-document.ts';

/** Where in a document's outline a block stands. */
export interface SectionPlace {
  /** Headings above it, its own if it is one, outermost first, as a person would read them. */
  readonly headingPath: readonly string[];
  /** Counts top-level sections from 0. */
  readonly section: number;
}

const LONGEST_HEADING = 100;

/**
 * The outline place of every block, by index. Top-level sections are those under headings of the highest
 * level that occurs more than once: a title over the whole document makes no section.
 */
export function headingSections({ text, blocks, format }: ExtractedDocument): SectionPlace[] {
  const top = topLevel(blocks);
  const open: { level: number; title: string }[] = [];
  let section = 0;
  let headingPath: readonly string[] = [];
  const places = blocks.map((block): SectionPlace => {
    if (block.kind !== 'heading') return { headingPath, section };
    while ((open.at(-1)?.level ?? 0) >= block.level) open.pop();
    const start = text.slice(block.start, Math.min(block.end, block.start + 4 * LONGEST_HEADING));
    open.push({ level: block.level, title: readTitle(start, format) });
    if (block.level <= top) section++;
    headingPath = open.map(({ title }) => title).filter((title) => title !== '');
    return { headingPath, section };
  });
  // A title with nothing of its own belongs to the section under it.
  for (let at = blocks.length - 2; at >= 0; at--) {
    const [block, next, place, nextPlace] = [blocks[at], blocks[at + 1], places[at], places[at + 1]];
    if (block?.kind !== 'heading' || next?.kind !== 'heading' || next.level <= block.level) continue;
    if (place && nextPlace) places[at] = { ...place, section: nextPlace.section };
  }
  return places;
}

function topLevel(blocks: readonly TextBlock[]): number {
  const counts = new Map<number, number>();
  for (const { kind, level } of blocks)
    if (kind === 'heading') counts.set(level, (counts.get(level) ?? 0) + 1);
  const repeated = [...counts].filter(([, count]) => count > 1).map(([level]) => level);
  return Math.min(...(repeated.length > 0 ? repeated : counts.keys()), 6);
}

function readTitle(heading: string, format: ExtractedDocument['format']): string {
  const plain = format === 'markdown' ? withoutMarks(heading) : heading;
  const title = plain.replace(/\s+/g, ' ').trim();
  return title.length > LONGEST_HEADING
    ? `${title.slice(0, LONGEST_HEADING - 1).replace(/\p{Cs}/gu, '')}…`
    : title;
}

/** A Markdown heading without its number signs, underline, emphasis and link targets. */
function withoutMarks(heading: string): string {
  return heading
    .replace(/^ {0,3}#{1,6}(?=\s|$)/, '')
    .replace(/\n {0,3}(?:=+|-+)\s*$/, '')
    .replace(/\s#+\s*$/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]{1,3}(\S(?:[^*_`]*\S)?)[*_`]{1,3}/g, '$1');
}
