import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { DocumentProblem } from '../kernel/document.ts';
import { buildPdfDocument } from './build-pdf-document.ts';
import { documentLimits } from './document-limits.ts';
import { documentProblems } from './document-problems.ts';
import type { Extraction } from './extracted-document.ts';
import { MemoryBudget, objectBytes } from './memory-budget.ts';
import { openPdf } from './open-pdf.ts';
import { assemblePdfLines } from './pdf-text-line.ts';
import type { PdfTextRun } from './pdf-text-run.ts';
import { isBoldFontName, nameFonts, readPdfPage } from './read-pdf-page.ts';
import { ReadingStoppedError } from './reading-stopped-error.ts';

/** A run, and what lines and blocks are made of it. */
const runBytes = 3 * objectBytes;

/** Called after each document page; `pages` is how many there are to read. */
export type PageProgress = (page: number, pages: number) => void;

export interface ExtractPdfOptions {
  readonly onPage?: PageProgress | undefined;
  /** As the person gave it, where the PDF asked for one. */
  readonly password?: string | undefined;
  readonly budget?: MemoryBudget;
  /** See `ExtractOptions`. */
  readonly isExhausted?: (() => boolean) | undefined;
}

/**
 * Text of a PDF with its document pages, paragraphs and headings. What can't be read is named in the
 * problem. Takes `bytes` over.
 *
 * @throws ReadingStoppedError when it is more than `budget` allows
 */
export async function extractPdf(
  bytes: Uint8Array<ArrayBuffer>,
  { onPage = () => {}, password, budget = new MemoryBudget(), isExhausted }: ExtractPdfOptions = {},
): Promise<Extraction> {
  const hasPictures = holdsPictures(bytes);
  let opened: Awaited<ReturnType<typeof openPdf>>;
  try {
    opened = await openPdf(bytes, password);
  } catch (error) {
    if (isExhausted?.()) throw new ReadingStoppedError(documentProblems.tooMuchMemory());
    return { ok: false, problem: openingProblem(error, password !== undefined) };
  }
  try {
    const reading = await readPages(
      opened.document,
      (page, pages) => {
        // pdf.js goes on as if nothing had happened, and the next page may be the same again.
        if (isExhausted?.()) throw new ReadingStoppedError(documentProblems.tooMuchMemory());
        onPage(page, pages);
      },
      budget,
    );
    return concludePdf(reading, hasPictures);
  } finally {
    await opened.close();
  }
}

/**
 * What pdf.js threw on opening, for the person. An error of another name is the app's own, and thrown.
 *
 * @param hasPassword it was opened with a password, which is then not the right one
 */
export function openingProblem(error: unknown, hasPassword = false): DocumentProblem {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PdfReaderMissingError') return documentProblems.readerMissing();
  if (name === 'PasswordException')
    return hasPassword ? documentProblems.wrongPassword() : documentProblems.passwordNeeded();
  const isDamage = ['InvalidPDFException', 'UnknownErrorException', 'FormatError', 'XRefParseException'];
  if (isDamage.includes(name)) return documentProblems.damaged('This PDF', 'PDF');
  throw error;
}

/** What was read of a PDF's pages; `runs[0]` is page 1. */
export interface PdfReading {
  readonly runs: readonly (readonly PdfTextRun[])[];
  readonly boldFonts: ReadonlySet<string>;
  /** Pages that could not be read at all, from 1. */
  readonly damaged: readonly number[];
  /** Pages in the document, read or not. */
  readonly pageCount: number;
}

async function readPages(
  document: PDFDocumentProxy,
  onPage: PageProgress,
  budget: MemoryBudget,
): Promise<PdfReading> {
  const fonts = new FontNames();
  const runs: PdfTextRun[][] = [];
  const damaged: number[] = [];
  const pages = Math.min(document.numPages, documentLimits.pages);
  let characters = 0;
  for (let number = 1; number <= pages && characters < documentLimits.characters; number++) {
    let found: PdfTextRun[] = [];
    try {
      const page = await document.getPage(number);
      found = await readPdfPage(page);
      await fonts.learn(page, found);
      page.cleanup();
    } catch {
      // pdf.js gives up on a page by rejecting; the other pages may be sound.
      damaged.push(number);
    }
    characters += found.reduce((sum, { text }) => sum + text.length, 0);
    // What was read so far is worth more than nothing.
    if (number > 1 && !budget.allows(found.length * runBytes)) break;
    budget.take(found.length * runBytes);
    runs.push(found);
    onPage(number, pages);
  }
  return { runs, boldFonts: fonts.bold, damaged, pageCount: document.numPages };
}

/** Finds out which fonts are bold, on as few pages as possible. */
class FontNames {
  readonly bold = new Set<string>();
  readonly #known = new Set<string>();
  #asksLeft = 12;

  async learn(page: PDFPageProxy, runs: readonly PdfTextRun[]): Promise<void> {
    const unknown = new Set(runs.map(({ font }) => font).filter((font) => !this.#known.has(font)));
    if (unknown.size === 0 || this.#asksLeft === 0) return;
    this.#asksLeft--;
    const { names, isComplete } = await nameFonts(page, unknown);
    if (!isComplete) this.#asksLeft = 0;
    for (const [font, name] of names) if (isBoldFontName(name)) this.bold.add(font);
    for (const font of unknown) this.#known.add(font);
  }
}

/** Builds the document, or says why there is none. */
export function concludePdf(reading: PdfReading, hasPictures: boolean): Extraction {
  const { runs, boldFonts, damaged, pageCount } = reading;
  const lines = runs.map((found, at) => assemblePdfLines(at + 1, found, (font) => boldFonts.has(font)));
  const isSound = (page: number) => !damaged.includes(page);
  const without = lines.flatMap((found, at) => (found.length === 0 && isSound(at + 1) ? [at + 1] : []));
  if (lines.every((found) => found.length === 0)) {
    if (without.length === 0) return { ok: false, problem: documentProblems.damaged('This PDF', 'PDF') };
    const whole = hasPictures ? documentProblems.scannedPages : documentProblems.blankPages;
    return { ok: false, problem: whole(pageCount) };
  }
  const problem = partialProblem(lines.length, pageCount, damaged, without);
  return { ok: true, document: { format: 'pdf', ...buildPdfDocument(lines), problem } };
}

function partialProblem(
  read: number,
  pageCount: number,
  damaged: readonly number[],
  without: readonly number[],
): DocumentProblem | null {
  if (read < pageCount) {
    const [first, all] = [read.toLocaleString('en'), pageCount.toLocaleString('en')];
    return documentProblems.cutOff(`the first ${first} of ${all} pages`);
  }
  if (damaged.length > 0) return documentProblems.pagesUnreadable(damaged);
  return without.length > 0 ? documentProblems.pagesWithoutText(without) : null;
}

/** An image in a PDF is a stream of its own, and a stream's dictionary is never compressed. */
function holdsPictures(bytes: Uint8Array): boolean {
  return includesAscii(bytes, '/Subtype/Image') || includesAscii(bytes, '/Subtype /Image');
}

function includesAscii(bytes: Uint8Array, text: string): boolean {
  const [first = 0, ...rest] = [...text].map((character) => character.charCodeAt(0));
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (rest.every((code, offset) => bytes[at + 1 + offset] === code)) return true;
  }
  return false;
}
