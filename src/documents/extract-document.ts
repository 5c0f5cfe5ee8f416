import type { DocumentProblem } from '../kernel/document.ts';
import { cleanText } from './clean-text.ts';
import { codeLanguage } from './code-language.ts';
import { decodeText } from './decode-text.ts';
import { detectFormat, type ReadableFormat } from './detect-format.ts';
import { documentLimits } from './document-limits.ts';
import { documentProblems } from './document-problems.ts';
import { type ExpandedArchive, expandArchive } from './expand-archive.ts';
import { extractCode } from './extract-code.ts';
import { extractCsv } from './extract-csv.ts';
import { extractDocx } from './extract-docx.ts';
import { extractEpub } from './extract-epub.ts';
import { extractHtml } from './extract-html.ts';
import { extractJson } from './extract-json.ts';
import { extractMarkdown } from './extract-markdown.ts';
import { extractPdf, type PageProgress } from './extract-pdf.ts';
import { extractText } from './extract-text.ts';
import { extractXlsx } from './extract-xlsx.ts';
import type { Extraction } from './extracted-document.ts';
import { isOutOfMemory, MemoryBudget, objectBytes } from './memory-budget.ts';
import { ReadingStoppedError } from './reading-stopped-error.ts';

export interface ExtractOptions {
  readonly onPage?: PageProgress;
  /** As the person gave it, for a PDF that asked for one. */
  readonly password?: string;
  /** What reading it may take of the device's memory, as readers count it; the usual limit when left out. */
  readonly memoryBytes?: number;
  /** Whether the engine refused memory meanwhile (limit-buffers.ts), which libraries may keep to themselves. */
  readonly isExhausted?: () => boolean;
}

/** A file's text with provenance, or the documents that it holds, or what is wrong with it. */
export type FileContents = Extraction | { readonly ok: true; readonly archive: ExpandedArchive };

/**
 * Reads a file of any kind. Never rejects: what no one foresaw counts as unreadable. Takes `bytes` over. A
 * hostile file may hang it; whoever runs the worker ends it then.
 */
export async function extractDocument(
  name: string,
  bytes: ArrayBuffer,
  { onPage, password, memoryBytes, isExhausted }: ExtractOptions = {},
): Promise<FileContents> {
  const budget = new MemoryBudget(memoryBytes);
  try {
    const view = new Uint8Array(bytes);
    budget.take(view.length);
    const detected = detectFormat(name, view);
    if (!detected.ok) return detected;
    const { format } = detected;
    if (format === 'pdf') return await extractPdf(view, { onPage, password, budget, isExhausted });
    if (format === 'docx') return await extractDocx(view, budget);
    if (format === 'xlsx') return await extractXlsx(view, budget);
    if (format === 'epub') return await extractEpub(view, budget);
    if (format === 'archive') return { ok: true, archive: await expandArchive(view, undefined, budget) };
    return await extractDecoded(name, view, format, budget);
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

function problemOf(error: unknown): DocumentProblem {
  if (error instanceof ReadingStoppedError) return error.problem;
  return isOutOfMemory(error) ? documentProblems.tooMuchMemory() : documentProblems.unexpected();
}

/** Of what is read line by line, as many short ones take far more than their letters. */
function lineBytes(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return 2 * objectBytes * count;
}

async function extractDecoded(
  name: string,
  bytes: Uint8Array,
  format: ReadableFormat,
  budget: MemoryBudget,
): Promise<Extraction> {
  const decoded = await decodeText(bytes);
  if (decoded === null) return { ok: false, problem: documentProblems.unknownEncoding() };
  budget.take(2 * decoded.length);
  const text = cleanText(decoded);
  budget.take(lineBytes(text));
  if (text.trim() === '') return { ok: false, problem: documentProblems.noWords() };
  const limit = documentLimits.characters;
  // A page of HTML has more marks than text.
  if (text.length <= (format === 'html' ? 3 * limit : limit)) return extractKind(name, text, format, budget);
  const end = text.lastIndexOf('\n', limit);
  const extraction = await extractKind(name, text.slice(0, end > 0 ? end : limit), format, budget);
  if (!extraction.ok) return extraction;
  const problem = documentProblems.cutOff(`the first ${limit.toLocaleString('en')} characters`);
  return { ok: true, document: { ...extraction.document, problem } };
}

async function extractKind(
  name: string,
  text: string,
  format: ReadableFormat,
  budget: MemoryBudget,
): Promise<Extraction> {
  if (format === 'html') return extractHtml(text, budget);
  if (format === 'csv') return extractCsv(text, budget);
  if (format === 'json') return extractJson(text, budget);
  if (format === 'code') return extractCode(text, 'code', languageOf(name));
  return { ok: true, document: format === 'markdown' ? extractMarkdown(text) : extractText(text) };
}

function languageOf(name: string): string | null {
  return codeLanguage(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}
