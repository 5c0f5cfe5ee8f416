import type { BlockWriter } from './block-writer.ts';
import { gridOf, htmlRows } from './html-table.ts';
import { type HtmlLook, isUnseen, lookOf } from './html-visibility.ts';
import type { HtmlElement } from './parse-html.ts';
import { rawText } from './parse-html.ts';
import { writeTable } from './write-table.ts';

/** Never read: what is run, drawn or filled in, and what leads elsewhere. */
const UNREAD = new Set(
  (
    'head title script style noscript template nav menu iframe object embed svg canvas audio video map applet ' +
    'select datalist button input textarea dialog rt rp frameset noframes'
  ).split(' '),
);

/** They stand within a line of text; all other elements begin a new one. */
const INLINE = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark math meter output ' +
    'picture progress q rb ruby s samp small span strike strong sub sup time tt u var wbr mi mn mo ms mtext ' +
    'mrow msup msub msubsup mfrac msqrt mroot semantics mstyle'
  ).split(' '),
);

/** What a list or a table does not hold unless it is there for the layout. */
const LARGE = new Set('h1 h2 h3 h4 h5 h6 table pre article section blockquote form hr'.split(' '));

/** @returns whether nothing of an element is read, however it looks */
export function isUnread({ name, attributes }: HtmlElement): boolean {
  return UNREAD.has(name) || /^(?:navigation|menu|menubar|search|dialog)$/.test(attributes.role ?? '');
}

/**
 * Writes what a person sees of an element as blocks. Not written are navigation, scripts, controls and what
 * is hidden by attributes or inline styles.
 *
 * @param shift how many levels its headings stand below those that `writer` has
 */
export function writeHtml(writer: BlockWriter, element: HtmlElement, look: HtmlLook, shift = 0): void {
  const html = new HtmlWriter(writer, shift);
  html.block(element, look);
  html.flush();
}

class HtmlWriter {
  readonly #writer: BlockWriter;
  readonly #shift: number;
  #text = '';

  constructor(writer: BlockWriter, shift: number) {
    this.#writer = writer;
    this.#shift = shift;
  }

  /** What was gathered of a line of text is a paragraph. */
  flush(): void {
    this.#writer.paragraph(tidy(this.#text));
    this.#text = '';
  }

  block(element: HtmlElement, look: HtmlLook): void {
    for (const child of element.children) {
      if (typeof child === 'string') this.#text += isUnseen(look) ? '' : collapse(child);
      else this.#child(child, look);
    }
  }

  #child(element: HtmlElement, outer: HtmlLook): void {
    if (this.#writer.isFull || isUnread(element)) return;
    const look = lookOf(element, outer);
    if (!look) return;
    const { name } = element;
    if (name === 'br') this.#text += '\n';
    else if (INLINE.has(name)) this.block(element, look);
    else {
      this.flush();
      this.#own(element, look);
      this.flush();
    }
  }

  #own(element: HtmlElement, look: HtmlLook): void {
    const level = /^h([1-6])$/.exec(element.name)?.[1];
    if (level) this.#writer.heading(Number(level) + this.#shift, inlineText(element, look));
    else if (element.name === 'pre') this.#pre(element, look);
    else if (LISTS.has(element.name) && !holdsLarge(element)) this.#list(element, look);
    else if (element.name === 'table') this.#table(element, look);
    else this.block(element, look);
  }

  #pre(element: HtmlElement, look: HtmlLook): void {
    if (!isUnseen(look)) this.#writer.code(rawText(element).replace(/^\n/, ''));
  }

  #list(element: HtmlElement, look: HtmlLook): void {
    this.#writer.list(listLines(element, look, 0).join('\n'));
  }

  #table(element: HtmlElement, look: HtmlLook): void {
    const rows = htmlRows(element);
    const isLayout = rows.every((row) => row.length < 2) || holdsLarge(element);
    if (isLayout) {
      this.block(element, look);
      return;
    }
    for (const child of element.children) {
      if (typeof child !== 'string' && child.name === 'caption') this.#child(child, look);
    }
    this.flush();
    const isHeader = rows[0]?.every((cell) => cell.isHeader) ?? false;
    const style = { separator: ' | ', isData: false };
    const grid = gridOf(rows, (cell) => cellText(cell, look)).filter((row) => row.some(Boolean));
    writeTable(this.#writer, grid, isHeader ? { ...style, header: 0 } : style);
  }
}

const LISTS = new Set(['ul', 'ol', 'dl', 'dir']);

function holdsLarge(element: HtmlElement): boolean {
  return element.children.some(
    (child) => typeof child !== 'string' && (LARGE.has(child.name) || holdsLarge(child)),
  );
}

/** A line per item, those of lists within it indented below it. */
function listLines(list: HtmlElement, outer: HtmlLook, depth: number): string[] {
  const lines: string[] = [];
  let number = Number.parseInt(list.attributes.start ?? '1', 10) || 1;
  for (const item of list.children) {
    if (typeof item === 'string') {
      // Not meant to be there, and shown all the same.
      if (item.trim() !== '' && !isUnseen(outer)) lines.push('  '.repeat(depth) + collapse(item).trim());
      continue;
    }
    const look = isUnread(item) ? null : lookOf(item, outer);
    if (!look) continue;
    if (LISTS.has(item.name)) {
      lines.push(...listLines(item, look, depth + 1));
      continue;
    }
    const isWrapper = item.name !== 'li' && item.name !== 'dt' && item.name !== 'dd';
    if (isWrapper) lines.push(...listLines({ ...list, children: item.children }, look, depth));
    else {
      const label = item.name === 'li' ? (list.name === 'ol' ? `${number++}. ` : '- ') : '';
      lines.push(...itemLines(item, look, depth + (item.name === 'dd' ? 1 : 0), label));
    }
  }
  return lines;
}

function itemLines(item: HtmlElement, look: HtmlLook, depth: number, label: string): string[] {
  const inner: string[] = [];
  const text = inlineText(item, look, (list, listLook) =>
    inner.push(...listLines(list, listLook, depth + 1)),
  );
  const indent = '  '.repeat(Math.min(8, depth));
  if (text === '') return inner;
  return [`${indent}${label}${text.replaceAll('\n', `\n${indent}  `)}`, ...inner];
}

function cellText(cell: HtmlElement, outer: HtmlLook): string {
  const look = isUnread(cell) ? null : lookOf(cell, outer);
  return look ? inlineText(cell, look).replace(/\s+/g, ' ') : '';
}

/** What shows of an element on a line, or on several where it breaks them; lists go to `onList` if given. */
function inlineText(
  element: HtmlElement,
  look: HtmlLook,
  onList?: (list: HtmlElement, look: HtmlLook) => void,
): string {
  let text = '';
  const gather = (from: HtmlElement, fromLook: HtmlLook): void => {
    for (const child of from.children) {
      if (typeof child === 'string') text += isUnseen(fromLook) ? '' : collapse(child);
      else if (!isUnread(child)) {
        const childLook = lookOf(child, fromLook);
        if (childLook) take(child, childLook);
      }
    }
  };
  const take = (child: HtmlElement, childLook: HtmlLook): void => {
    if (child.name === 'br') text += '\n';
    else if (onList && LISTS.has(child.name)) onList(child, childLook);
    else {
      const edge = INLINE.has(child.name) ? '' : '\n';
      text += edge;
      gather(child, childLook);
      text += edge;
    }
  };
  gather(element, look);
  return tidy(text);
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}
