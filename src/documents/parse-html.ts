import { documentLimits } from './document-limits.ts';
import { documentProblems } from './document-problems.ts';
import { type MemoryBudget, objectBytes } from './memory-budget.ts';
import { tooDeep } from './read-xml.ts';
import { ReadingStoppedError } from './reading-stopped-error.ts';

/** An element of a page of HTML with what it holds, in order. Names are in lower case. */
export interface HtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (HtmlElement | string)[];
}

interface OpenElement extends HtmlElement {
  readonly children: (HtmlElement | string)[];
}

/** Characters given to the parser at a time. */
const STEP = 64 * 1024;

/**
 * The elements of a page under a root without a name, as a forgiving parser finds them. Comments are left
 * out, and nothing is run or fetched.
 *
 * @throws ReadingStoppedError when there are too many elements, they are nested too deeply, or hold more than
 *   `budget` allows
 */
export async function parseHtml(html: string, budget: MemoryBudget): Promise<HtmlElement> {
  const { Parser } = await import('htmlparser2');
  const root: OpenElement = { name: '', attributes: {}, children: [] };
  const stack: OpenElement[] = [root];
  let count = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element: OpenElement = { name: name.slice(name.indexOf(':') + 1), attributes, children: [] };
        if (++count > documentLimits.htmlElements) throw tooMany();
        if (stack.length > documentLimits.nesting) throw tooDeep();
        budget.take(objectBytes * (3 + Object.keys(attributes).length));
        stack.at(-1)?.children.push(element);
        stack.push(element);
      },
      ontext(text) {
        budget.take(objectBytes / 2 + text.length);
        stack.at(-1)?.children.push(text);
      },
      onclosetag() {
        if (stack.length > 1) stack.pop();
      },
    },
    // E-books are XHTML, where <title/> is closed by itself.
    { recognizeSelfClosing: true, recognizeCDATA: true },
  );
  for (let at = 0; at < html.length; at += STEP) parser.write(html.slice(at, at + STEP));
  parser.end();
  return root;
}

function tooMany(): ReadingStoppedError {
  const limit = documentLimits.htmlElements.toLocaleString('en');
  return new ReadingStoppedError(documentProblems.overLimit(`This page has over ${limit} elements`));
}

/** The first element of this name, `root` itself included, in document order. */
export function findElement(root: HtmlElement, name: string): HtmlElement | null {
  return findElements(root, (element) => element.name === name)[0] ?? null;
}

/** The outermost elements that `matches`, in document order. */
export function findElements(
  root: HtmlElement,
  matches: (element: HtmlElement) => boolean,
): readonly HtmlElement[] {
  if (matches(root)) return [root];
  return root.children.flatMap((child) => (typeof child === 'string' ? [] : findElements(child, matches)));
}

/** All its text, with nothing left out. */
export function rawText(element: HtmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : rawText(child))).join('');
}
