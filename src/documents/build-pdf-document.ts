import { buildPdfBlocks } from './build-pdf-blocks.ts';
import { dropRunningHeads } from './drop-running-heads.ts';
import type { ExtractedDocument, TextBlock } from './extracted-document.ts';
import { joinContinuedBlocks } from './join-continued-blocks.ts';
import { collectVocabulary, joinLines, type Vocabulary } from './join-lines.ts';
import { orderPdfColumns } from './order-pdf-columns.ts';
import type { PdfBlock } from './pdf-block.ts';
import { pdfHeadingLevels } from './pdf-heading-levels.ts';
import { measurePdfStyle } from './pdf-style.ts';
import type { PdfTextLine } from './pdf-text-line.ts';

/** The text, pages and blocks of a PDF from the lines of each of its pages, in the order they were drawn. */
export function buildPdfDocument(
  pages: readonly (readonly PdfTextLine[])[],
): Pick<ExtractedDocument, 'text' | 'pages' | 'blocks'> {
  const ordered = pages.map(orderPdfColumns);
  const style = measurePdfStyle(ordered);
  const body = dropRunningHeads(ordered, style);
  const blocks = joinContinuedBlocks(body.flatMap((lines) => buildPdfBlocks(lines, style)));
  const words = collectVocabulary(blocks.flatMap(({ lines }) => lines.map(({ text }) => text)));
  const levels = pdfHeadingLevels(blocks);
  const writer = new PageWriter();
  const textBlocks = blocks.map((block): TextBlock => {
    const { start, end } = writeBlock(writer, block, words);
    return { kind: block.kind, level: levels.get(block) ?? 0, start, end };
  });
  return { text: writer.text, pages: writer.finish(pages.length), blocks: textBlocks };
}

function writeBlock(writer: PageWriter, block: PdfBlock, words: Vocabulary): { start: number; end: number } {
  if (writer.length > 0) writer.put('\n\n');
  let start = writer.length;
  for (const [at, line] of block.lines.entries()) {
    const next = block.lines[at + 1];
    const flows = next !== undefined && !next.isOwnLine;
    const joined = flows ? joinLines(line.text, next.text, words) : { line: line.text, between: '\n' };
    writer.startPage(line.page);
    if (at === 0) start = writer.length;
    writer.put(joined.line);
    if (next) writer.put(joined.between);
  }
  return { start, end: writer.length };
}

/** Writes text and notes where each document page starts and ends in it. */
class PageWriter {
  text = '';
  readonly #pages: { number: number; start: number; end: number }[] = [];

  get length(): number {
    return this.text.length;
  }

  put(text: string): void {
    this.text += text;
    const page = this.#pages.at(-1);
    if (page && text.trim() !== '') page.end = this.text.length;
  }

  /** What follows is on this page; pages come in ascending order, empty ones are filled in. */
  startPage(number: number): void {
    for (let next = (this.#pages.at(-1)?.number ?? 0) + 1; next <= number; next++) {
      this.#pages.push({ number: next, start: this.text.length, end: this.text.length });
    }
  }

  finish(count: number): { number: number; start: number; end: number }[] {
    this.startPage(count);
    return this.#pages;
  }
}
