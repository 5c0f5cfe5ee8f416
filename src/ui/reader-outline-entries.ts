import type { DocumentFormat } from '../kernel/document.ts';
import type { OpenedDocument } from '../worker/app-protocol.ts';

/** Fewer headings than this are seen without an outline. */
const fewest = 3;
const longestTitle = 120;

export interface OutlineEntry {
  readonly title: string;
  /** From 0, the outermost heading of this document. */
  readonly depth: number;
  /** Where the heading begins in the text. */
  readonly start: number;
  /** Document page, from 1; `null` where the format has none. */
  readonly page: number | null;
}

/** A document's headings to jump by; none where there are too few to need it. */
export function outlineEntries(
  { text, pages, headings = [] }: OpenedDocument['text'],
  format: DocumentFormat,
): readonly OutlineEntry[] {
  if (headings.length < fewest) return [];
  // Levels that a document skips are not shown as steps.
  const levels = [...new Set(headings.map(({ level }) => level))].sort((a, b) => a - b);
  let at = 0;
  return headings.map(({ level, start, end }) => {
    while (pages && (pages[at]?.end ?? Number.POSITIVE_INFINITY) <= start) at++;
    const slice = text.slice(start, Math.min(end, start + 4 * longestTitle));
    return {
      title: shorten(format === 'markdown' ? withoutMarks(slice) : slice),
      depth: levels.indexOf(level),
      start,
      page: pages?.[at]?.number ?? null,
    };
  });
}

function shorten(words: string): string {
  const title = words.replace(/\s+/g, ' ').trim();
  if (title.length <= longestTitle) return title === '' ? 'Untitled' : title;
  return `${title.slice(0, longestTitle - 1).replace(/\p{Cs}$/u, '')}…`;
}

/** The text keeps Markdown as it was written; an outline is to be read. */
function withoutMarks(heading: string): string {
  return heading
    .replace(/^ {0,3}#{1,6}(?=\s|$)|\s#+\s*$|\n {0,3}(?:=+|-+)\s*$/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|[*_`])(\S(?:.*?\S)?)\1/g, '$2');
}
