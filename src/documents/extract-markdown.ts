import type { ExtractedDocument, TextBlock } from './extracted-document.ts';
import { type LineRange, scanLines } from './scan-lines.ts';

/**
 * Markdown, its text kept as it is and its blocks found line by line. Only what matters for cutting and for
 * headings is told apart: quotes and HTML are paragraphs. `text` is decoded and cleaned.
 */
export function extractMarkdown(text: string): ExtractedDocument {
  const lines = scanLines(text);
  const scanner = new BlockScanner(text, lines);
  for (let at = 0; at < lines.length; ) at = scanner.take(at);
  return { format: 'markdown', text, pages: null, blocks: scanner.finish(), problem: null };
}

const ATX_HEADING = /^ {0,3}(#{1,6})(?:[ \t]|$)/;
const SETEXT_UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const FENCE = /^[ \t]*(`{3,}|~{3,})/;
const LIST_ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
const INDENTED = /^(?: {2}|\t)/;
const INDENTED_CODE = /^(?: {4}|\t)/;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

interface OpenBlock {
  kind: TextBlock['kind'];
  start: number;
  end: number;
}

class BlockScanner {
  readonly #text: string;
  readonly #lines: readonly LineRange[];
  readonly #blocks: TextBlock[] = [];
  #open: OpenBlock | null = null;

  constructor(text: string, lines: readonly LineRange[]) {
    this.#text = text;
    this.#lines = lines;
  }

  /** Reads the block or line at `at`; returns the index of the next line to read. */
  take(at: number): number {
    const line = this.#lines[at];
    if (!line) return at + 1;
    if (line.isBlank) return this.#blank(at);
    const content = this.#content(at);
    const fence = FENCE.exec(content)?.[1];
    if (fence) return this.#through(at, 'code', (next) => closesFence(next, fence));
    if (at === 0 && content.trimEnd() === '---') return this.#frontMatter();
    const heading = ATX_HEADING.exec(content)?.[1];
    if (heading) return this.#heading(heading.length, line, line.start, at);
    const underline = SETEXT_UNDERLINE.exec(content)?.[1];
    if (underline && this.#open?.kind === 'paragraph') {
      const start = this.#open.start;
      this.#open = null;
      return this.#heading(underline.startsWith('=') ? 1 : 2, line, start, at);
    }
    if (content.includes('|') && isTableRule(this.#content(at + 1))) return this.#table(at);
    return this.#prose(at, line, content);
  }

  finish(): TextBlock[] {
    this.#close();
    return this.#blocks;
  }

  #content(at: number): string {
    const line = this.#lines[at];
    return line ? this.#text.slice(line.start, line.end) : '';
  }

  #close(): void {
    if (this.#open) this.#blocks.push({ level: 0, ...this.#open });
    this.#open = null;
  }

  /** A list goes on after blank lines when what follows is indented or another item, code only if indented. */
  #blank(at: number): number {
    let next = at;
    while (this.#lines[next]?.isBlank) next++;
    const content = this.#content(next);
    const kind = this.#open?.kind;
    const goesOn =
      (kind === 'list' && (INDENTED.test(content) || LIST_ITEM.test(content))) ||
      (kind === 'code' && INDENTED_CODE.test(content));
    if (!goesOn) this.#close();
    return next;
  }

  #heading(level: number, line: LineRange, start: number, at: number): number {
    this.#close();
    this.#blocks.push({ kind: 'heading', level, start, end: line.end });
    return at + 1;
  }

  /** A block from line `at` to the first later line that `ends` it, or to the end of the text. */
  #through(at: number, kind: TextBlock['kind'], ends: (content: string) => boolean): number {
    this.#close();
    const start = this.#lines[at]?.start ?? 0;
    let last = at + 1;
    while (last < this.#lines.length - 1 && !ends(this.#content(last))) last++;
    const end = this.#lines[last]?.end ?? this.#text.length;
    this.#blocks.push({ kind, level: 0, start, end });
    return last + 1;
  }

  #frontMatter(): number {
    const closing = this.#lines.findIndex((_, at) => at > 0 && /^(?:---|\.\.\.)\s*$/.test(this.#content(at)));
    if (closing > 0) return this.#through(0, 'code', (content) => /^(?:---|\.\.\.)\s*$/.test(content));
    const line = this.#lines[0];
    return line ? this.#prose(0, line, this.#content(0)) : 1;
  }

  #table(at: number): number {
    this.#close();
    let next = at;
    while (this.#lines[next]?.isBlank === false && this.#content(next).includes('|')) next++;
    const [first, last] = [this.#lines[at], this.#lines[Math.max(at, next - 1)]];
    if (first && last) this.#open = { kind: 'table', start: first.start, end: last.end };
    this.#close();
    return Math.max(next, at + 1);
  }

  #prose(at: number, line: LineRange, content: string): number {
    const isItem = LIST_ITEM.test(content);
    const isCode = !this.#open && !isItem && INDENTED_CODE.test(content);
    const leavesCode = this.#open?.kind === 'code' && !INDENTED_CODE.test(content);
    if (leavesCode || (isItem && this.#open?.kind === 'paragraph')) this.#close();
    this.#open ??= {
      kind: isItem ? 'list' : isCode ? 'code' : 'paragraph',
      start: line.start,
      end: line.end,
    };
    this.#open.end = line.end;
    return at + 1;
  }
}

function isTableRule(content: string): boolean {
  return content.includes('|') && TABLE_RULE.test(content);
}

function closesFence(content: string, fence: string): boolean {
  const trimmed = content.trim();
  return trimmed.length >= fence.length && trimmed === fence.charAt(0).repeat(trimmed.length);
}
