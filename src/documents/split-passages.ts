import { cutPieces } from './cut-pieces.ts';
import { tokenEstimator } from './estimate-tokens.ts';
import type { ExtractedDocument, PassageDraft } from './extracted-document.ts';
import { HeadingPathFitter } from './heading-path-fitter.ts';
import { passageTokens } from './passage-budget.ts';
import { PassagePacker, passageShare } from './passage-packer.ts';
import type { CountTokens } from './split-to-fit.ts';

export interface SplitOptions {
  /** Tokens of a passage with its heading path. */
  readonly budget?: number;
  readonly count?: CountTokens;
}

/**
 * A document as passages for search: as many whole sentences, items and rows as fit the budget, never across
 * a top-level section, headings with what follows them. Each passage is an exact slice of the text; together
 * they hold all of it but white space. A passage cut within a paragraph starts with the sentence before, if
 * that is short. `headingPath` is that of the section the passage's own text stands in.
 */
export function splitPassages(
  document: ExtractedDocument,
  { budget = passageTokens, count = tokenEstimator(document.text) }: SplitOptions = {},
): PassageDraft[] {
  const paths = new HeadingPathFitter(Math.floor(budget * passageShare.path), count);
  const pieces = cutPieces(document, (headingPath) => budget - paths.fit(headingPath).tokens, count);
  const packer = new PassagePacker(pieces, budget, paths);
  return packer.pack().map(({ from, to }, ordinal) => {
    const [first, last] = [pieces[from], pieces[to - 1]];
    const [start, end] = [first?.start ?? 0, last?.end ?? 0];
    const headingPath = paths.fit(packer.bodyOf(from, to).place.headingPath).path;
    return {
      text: document.text.slice(start, end),
      ordinal,
      page: first?.page ?? null,
      headingPath,
      start,
      end,
    };
  });
}
