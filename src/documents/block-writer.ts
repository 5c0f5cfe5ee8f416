import { cleanText } from './clean-text.ts';
import { documentLimits } from './document-limits.ts';
import { documentProblems } from './document-problems.ts';
import type { ExtractedDocument, Extraction, TextBlock } from './extracted-document.ts';
import { MemoryBudget, objectBytes } from './memory-budget.ts';

/**
 * Puts a document together block by block: each cleaned, trimmed, and parted from the next by a blank line.
 * Past the limit on characters it takes nothing more, and the document says so.
 */
export class BlockWriter {
  readonly #blocks: TextBlock[] = [];
  readonly #parts: string[] = [];
  readonly #limit: number;
  readonly #budget: MemoryBudget;
  #length = 0;
  #isFull = false;

  /** @param options `limit`: characters of the whole text */
  constructor({
    limit = documentLimits.characters,
    budget = new MemoryBudget(),
  }: { readonly limit?: number; readonly budget?: MemoryBudget } = {}) {
    this.#limit = limit;
    this.#budget = budget;
  }

  /** Whoever has much to write may stop. */
  get isFull(): boolean {
    return this.#isFull;
  }

  heading(level: number, text: string): void {
    this.#put('heading', text.replace(/\s+/g, ' '), { level: Math.min(6, Math.max(1, level)) });
  }

  /** `text` may have line feeds where lines are meant to end. */
  paragraph(text: string): void {
    this.#put('paragraph', text, {});
  }

  /** One line per item, or more where an item has several. */
  list(text: string): void {
    this.#put('list', text, {});
  }

  /** One line per row. `isWhole`: not to be cut while it fits into one passage. */
  table(text: string, isWhole = false): void {
    this.#put('table', text, isWhole ? { isWhole } : {});
  }

  code(text: string): void {
    this.#put('code', text, {});
  }

  /** The document, with `problem` if nothing worse is to be said of it; refused when it holds no text. */
  finish(format: ExtractedDocument['format'], problem: ExtractedDocument['problem'] = null): Extraction {
    if (this.#blocks.length === 0) return { ok: false, problem: documentProblems.noWords() };
    const limit = this.#limit.toLocaleString('en');
    const cutOff = this.#isFull ? documentProblems.cutOff(`the first ${limit} characters`) : null;
    const text = this.#parts.join('');
    return {
      ok: true,
      document: { format, text, pages: null, blocks: this.#blocks, problem: cutOff ?? problem },
    };
  }

  #put(kind: TextBlock['kind'], raw: string, extra: { level?: number; isWhole?: true }): void {
    if (this.#isFull) return;
    const clean = trimBlock(cleanText(raw), kind);
    if (clean === '') return;
    const start = this.#length === 0 ? 0 : this.#length + 2;
    const text = start + clean.length <= this.#limit ? clean : this.#cut(clean, this.#limit - start);
    if (text === '') return;
    // The block, and the passage that may become of it; in UTF-16.
    this.#budget.take(2 * objectBytes + 4 * text.length);
    if (start > 0) this.#parts.push('\n\n');
    this.#parts.push(text);
    this.#length = start + text.length;
    this.#blocks.push({ kind, level: 0, ...extra, start, end: this.#length });
  }

  #cut(text: string, room: number): string {
    this.#isFull = true;
    const end = text.lastIndexOf('\n', Math.max(0, room));
    return end > 0 ? text.slice(0, end).trimEnd() : '';
  }
}

/** Indentation before the first line of code and lists means something; blank lines there do not. */
function trimBlock(text: string, kind: TextBlock['kind']): string {
  const keepsIndent = kind === 'code' || kind === 'list';
  return keepsIndent ? text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd() : text.trim();
}
