import { cleanText } from './clean-text.ts';
import { decodeText } from './decode-text.ts';
import { detectFormat } from './detect-format.ts';
import { documentLimits } from './document-limits.ts';
import { documentProblems } from './document-problems.ts';
import { extractMarkdown } from './extract-markdown.ts';
import { extractPdf, type PageProgress } from './extract-pdf.ts';
import { extractText } from './extract-text.ts';
import type { ExtractedDocument, Extraction } from './extracted-document.ts';

/**
 * A file's text with provenance, or what is wrong with it. Never rejects: what no one foresaw counts as
 * unreadable. Takes `bytes` over. A hostile file may hang it; whoever runs the worker ends it then.
 */
export async function extractDocument(
  name: string,
  bytes: ArrayBuffer,
  onPage?: PageProgress,
): Promise<Extraction> {
  try {
    const view = new Uint8Array(bytes);
    const detected = detectFormat(name, view);
    if (!detected.ok) return detected;
    if (detected.format === 'pdf') return await extractPdf(view, onPage);
    return extractDecoded(view, detected.format === 'markdown' ? extractMarkdown : extractText);
  } catch {
    return { ok: false, problem: documentProblems.unexpected() };
  }
}

function extractDecoded(bytes: Uint8Array, extract: (text: string) => ExtractedDocument): Extraction {
  const decoded = decodeText(bytes);
  if (decoded === null) return { ok: false, problem: documentProblems.unknownEncoding() };
  const text = cleanText(decoded);
  if (text.trim() === '') return { ok: false, problem: documentProblems.noWords() };
  const limit = documentLimits.characters;
  if (text.length <= limit) return { ok: true, document: extract(text) };
  const end = text.lastIndexOf('\n', limit);
  const document = extract(text.slice(0, end > 0 ? end : limit));
  const problem = documentProblems.cutOff(`the first ${limit.toLocaleString('en')} characters`);
  return { ok: true, document: { ...document, problem } };
}
