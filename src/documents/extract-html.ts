import { BlockWriter } from './block-writer.ts';
import { cleanText } from './clean-text.ts';
import type { Extraction } from './extracted-document.ts';
import { pageLook } from './html-visibility.ts';
import { mainContent } from './main-content.ts';
import { MemoryBudget } from './memory-budget.ts';
import { findElement, findElements, type HtmlElement, parseHtml, rawText } from './parse-html.ts';
import { writeHtml } from './write-html.ts';

/**
 * What a person reads of a page of HTML: its title, and the text of its main part with headings, lists,
 * tables and code. `html` is decoded.
 *
 * @throws ReadingStoppedError
 */
export async function extractHtml(
  html: string,
  budget: MemoryBudget = new MemoryBudget(),
): Promise<Extraction> {
  const root = await parseHtml(html, budget);
  const body = findElement(root, 'body') ?? root;
  const look = pageLook(isStyled(root));
  const parts = mainContent(body, look);
  const title = titleOf(root);
  const first = parts.flatMap((part) => findElements(part, isHeading))[0];
  // A title that is said again by the first heading is said once.
  const hasTitle = title !== '' && (!first || oneLine(rawText(first)) !== title);
  const writer = new BlockWriter({ budget });
  if (hasTitle) writer.heading(1, title);
  for (const part of parts) writeHtml(writer, part, look, hasTitle ? 1 : 0);
  return writer.finish('html');
}

/** The page's title as it stands in its head, on one line; empty if it has none. */
export function titleOf(root: HtmlElement): string {
  const title = findElement(findElement(root, 'head') ?? root, 'title');
  return title ? oneLine(rawText(title)) : '';
}

/** Whether style sheets may have a say in how it looks. */
export function isStyled(root: HtmlElement): boolean {
  const isSheet = ({ name, attributes }: HtmlElement) =>
    name === 'style' || (name === 'link' && /stylesheet/i.test(attributes.rel ?? ''));
  return findElements(root, isSheet).length > 0;
}

function isHeading({ name }: HtmlElement): boolean {
  return /^h[1-6]$/.test(name);
}

function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}
