import type { Passage } from '../kernel/passage.ts';

/** Longest heading line, in UTF-16 units, so that headings never crowd the text out of the embedder's input. */
const longestHeadings = 120;

/**
 * A passage's text under its headings, as it is indexed and embedded: a passage that says "it grows by one
 * message per step" is found by what its heading says "it" is. Outer headings are left out first where there
 * are too many; one that stands in the text already is not repeated.
 */
export function passageContext(passage: Pick<Passage, 'text' | 'headingPath'>): string {
  let headings = '';
  for (const heading of passage.headingPath.toReversed()) {
    if (passage.text.includes(heading)) continue;
    const longer = headings === '' ? heading : `${heading} › ${headings}`;
    if (longer.length > longestHeadings) break;
    headings = longer;
  }
  return headings === '' ? passage.text : `${headings}\n${passage.text}`;
}
