import { type HtmlLook, isUnseen, lookOf } from './html-visibility.ts';
import { findElements, type HtmlElement } from './parse-html.ts';
import { isUnread } from './write-html.ts';

/** Of a page's text, what its main part must hold to be taken for all that matters. */
const MOST = 0.6;

/**
 * The parts of a page worth reading: what is marked as main or as articles, where that holds most of the
 * text; else the whole body.
 */
export function mainContent(body: HtmlElement, look: HtmlLook): readonly HtmlElement[] {
  const total = textLength(body, look);
  for (const matches of [isMain, isArticle]) {
    const parts = findElements(body, matches);
    const length = parts.reduce((sum, part) => sum + textLength(part, look), 0);
    if (length > 0 && length >= MOST * total) return parts;
  }
  return [body];
}

function isMain({ name, attributes }: HtmlElement): boolean {
  return name === 'main' || attributes.role === 'main';
}

function isArticle({ name, attributes }: HtmlElement): boolean {
  return name === 'article' || attributes.role === 'article';
}

/** Letters and the like that a person sees of an element. */
function textLength(element: HtmlElement, outer: HtmlLook): number {
  const look = isUnread(element) ? null : lookOf(element, outer);
  if (!look) return 0;
  let length = 0;
  for (const child of element.children) {
    if (typeof child !== 'string') length += textLength(child, look);
    else if (!isUnseen(look)) length += child.replace(/\s+/g, '').length;
  }
  return length;
}
