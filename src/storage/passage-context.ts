import type { Passage } from '../kernel/passage.ts';

/** Longest heading line, in UTF-16 units, so that headings never crowd the text out of the embedder's input. */
const longestHeadings = 120;

/**
 * A passage's text under its headings, as it is indexed and embedded: a passage that says "it grows by one
 * message per step" is found by what its heading says "it" is. Outer headings are left out first where there
 * are too many; one that stands in the text already is not repeated. A note's tags follow, hyphens parted, as words
 * that it is found by.
 */
export function passageContext(passage: Pick<Passage, 'text' | 'headingPath' | 'tags'>): string {
  let headings = '';
  for (const heading of passage.headingPath.toReversed()) {
    if (passage.text.includes(heading)) continue;
    const longer = headings === '' ? heading : `${heading} › ${headings}`;
    if (longer.length > longestHeadings) break;
    headings = longer;
  }
  const text = headings === '' ? passage.text : `${headings}\n${passage.text}`;
  const { tags = [] } = passage;
  return tags.length === 0 ? text : `${text}\n${tags.join(' ').replaceAll('-', ' ')}`;
}
