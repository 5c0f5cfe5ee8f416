import type { PageRange } from '../kernel/document.ts';
import type { ExtractedDocument, TextBlock } from './extracted-document.ts';
import { headingSections, type SectionPlace } from './heading-sections.ts';
import { splitSentences } from './split-sentences.ts';
import { type CountTokens, splitToFit } from './split-to-fit.ts';
import { trimRange } from './trim-range.ts';

/** What passages are packed from and never cut: a sentence, a list item's line, a table row, a heading. */
export interface TextPiece {
  readonly start: number;
  readonly end: number;
  readonly tokens: number;
  readonly kind: TextBlock['kind'];
  /** Index of its block. */
  readonly block: number;
  /** Document page on which it starts; `null` where the format has no pages. */
  readonly page: number | null;
  readonly place: SectionPlace;
}

/**
 * A document in pieces of at most `budgetFor` their heading path tokens, in order; together they hold all but
 * its white space.
 */
export function cutPieces(
  document: ExtractedDocument,
  budgetFor: (headingPath: readonly string[]) => number,
  count: CountTokens,
): TextPiece[] {
  const places = headingSections(document);
  const pageAt = pageFinder(document.pages);
  const pieces: TextPiece[] = [];
  for (const [index, block] of document.blocks.entries()) {
    const place = places[index] ?? { headingPath: [], section: 0 };
    for (const unit of unitsOf(document.text, block)) {
      const cuts = splitToFit(document.text, unit, budgetFor(place.headingPath), count);
      // Too long for a heading: a paragraph that was set like one.
      const kind = cuts.length > 1 && block.kind === 'heading' ? 'paragraph' : block.kind;
      for (const cut of cuts) {
        const { start, end } = trimRange(document.text, cut);
        if (start === end) continue;
        const tokens = count(document.text.slice(start, end));
        pieces.push({ start, end, tokens, kind, block: index, page: pageAt(start), place });
      }
    }
  }
  return pieces;
}

function unitsOf(text: string, block: TextBlock): readonly { start: number; end: number }[] {
  const { kind, isWhole, start, end } = block;
  if (kind === 'paragraph') return splitSentences(text, start, end);
  if (kind === 'heading' || isWhole) return [{ start, end }];
  const lines: { start: number; end: number }[] = [];
  for (const { 0: line, index } of text.slice(start, end).matchAll(/[^\n]+/g)) {
    lines.push({ start: start + index, end: start + index + line.length });
  }
  return lines;
}

/** Finds the page that a position lies on; meant for ascending positions. */
function pageFinder(pages: readonly PageRange[] | null): (position: number) => number | null {
  let at = 0;
  return (position) => {
    if (!pages) return null;
    while (at + 1 < pages.length && (pages[at + 1]?.start ?? 0) <= position) at++;
    return pages[at]?.number ?? null;
  };
}
