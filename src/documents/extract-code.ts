import type { ExtractedDocument, Extraction, TextBlock } from './extracted-document.ts';
import { type LineRange, scanLines } from './scan-lines.ts';

/**
 * Source code, kept as it is, in blocks that end where a blank line comes before one that is not indented, as
 * between functions. `text` is decoded and cleaned.
 */
export function extractCode(
  text: string,
  format: ExtractedDocument['format'] = 'code',
  language: string | null = null,
): Extraction {
  const blocks: TextBlock[] = [];
  let open: LineRange | null = null;
  let last: LineRange | null = null;
  let isAfterBlank = false;
  const close = () => {
    if (open && last) blocks.push({ kind: 'code', level: 0, start: open.start, end: last.end });
  };
  for (const line of scanLines(text)) {
    if (line.isBlank) {
      isAfterBlank = true;
      continue;
    }
    const isIndented = /^[^\S\n]/.test(text.slice(line.start, line.start + 1));
    if (open === null || (isAfterBlank && !isIndented)) {
      close();
      open = line;
    }
    last = line;
    isAfterBlank = false;
  }
  close();
  return {
    ok: true,
    document: { format, text, pages: null, blocks, problem: null, ...(language !== null && { language }) },
  };
}
