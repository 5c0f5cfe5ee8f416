import type { ExtractedDocument, TextBlock } from './extracted-document.ts';
import { scanLines } from './scan-lines.ts';

/** Plain text, kept as it is; blank lines part its paragraphs. `text` is decoded and cleaned. */
export function extractText(text: string): ExtractedDocument {
  const blocks: TextBlock[] = [];
  let open: { start: number; end: number } | null = null;
  const close = () => {
    if (open) blocks.push({ kind: 'paragraph', level: 0, ...open });
    open = null;
  };
  for (const line of scanLines(text)) {
    if (line.isBlank) close();
    else open = { start: open ? open.start : line.start, end: line.end };
  }
  close();
  return { format: 'text', text, pages: null, blocks, problem: null };
}
