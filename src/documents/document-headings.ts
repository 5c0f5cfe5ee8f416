import type { DocumentHeading } from '../kernel/document-heading.ts';
import type { ExtractedDocument } from './extracted-document.ts';

/** A document's headings, in order; they are kept with its text, for whoever reads it to find the way. */
export function documentHeadings({ blocks }: Pick<ExtractedDocument, 'blocks'>): DocumentHeading[] {
  return blocks
    .filter(({ kind }) => kind === 'heading')
    .map(({ level, start, end }) => ({ level, start, end }));
}
