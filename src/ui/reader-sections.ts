import type { TextRange } from '../kernel/text-range.ts';
import type { OpenedDocument } from '../worker/app-protocol.ts';

type DocumentText = OpenedDocument['text'];

/** A stretch of a document drawn on its own: a document page, or part of a text that has none. */
export interface ReaderSection extends TextRange {
  /** `null` where the format has no pages. */
  readonly page: number | null;
}

/** About how long a part of a text without pages is. */
const partLength = 4000;

/** The stretches of a document, in order, covering its text. */
export function readerSections({ text, pages }: DocumentText): readonly ReaderSection[] {
  if (pages && pages.length > 0) return pages.map(({ number, start, end }) => ({ page: number, start, end }));
  const sections: ReaderSection[] = [];
  let start = 0;
  while (start < text.length) {
    const end = endOfParagraph(text, start + partLength);
    sections.push({ page: null, start, end });
    start = end;
  }
  return sections;
}

function endOfParagraph(text: string, from: number): number {
  if (from >= text.length) return text.length;
  const blank = text.indexOf('\n\n', from);
  // A text without paragraphs is cut at a line, in the worst case anywhere.
  if (blank >= 0 && blank - from < partLength) return blank + 2;
  const line = text.indexOf('\n', from);
  return line >= 0 && line - from < partLength ? line + 1 : from;
}

/** The section that holds a position. */
export function sectionAt(sections: readonly ReaderSection[], position: number): number {
  const index = sections.findIndex((it) => position < it.end);
  return index < 0 ? Math.max(0, sections.length - 1) : index;
}
