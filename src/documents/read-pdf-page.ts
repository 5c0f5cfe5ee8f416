import type { PDFPageProxy } from 'pdfjs-dist';
import { documentLimits } from './document-limits.ts';
import { type PdfTextRun, type PdfTextStyle, readMatrix, readPdfTextRun } from './pdf-text-run.ts';

/** The text on one page, as pdf.js finds it in the content stream; stops at the limit for a page. */
export async function readPdfPage(page: PDFPageProxy): Promise<PdfTextRun[]> {
  const viewport = readMatrix(page.getViewport({ scale: 1 }).transform) ?? [1, 0, 0, -1, 0, 0];
  const styles = new Map<string, PdfTextStyle>();
  const runs: PdfTextRun[] = [];
  const reader = page.streamTextContent().getReader();
  while (runs.length < documentLimits.runsPerPage) {
    const { done, value } = await reader.read();
    if (done) return runs;
    for (const [font, style] of entriesOf(field(value, 'styles'))) styles.set(font, readStyle(style));
    const items = field(value, 'items');
    for (const item of Array.isArray(items) ? items : []) {
      const run = readPdfTextRun(item, viewport, styles);
      if (run) runs.push(run);
    }
  }
  await reader.cancel(new Error('Too much text on one page'));
  return runs;
}

/** Whether a font is bold, by the name it has in the PDF, such as Arial-BoldMT or NimbusRomNo9L-Medi. */
export function isBoldFontName(name: string): boolean {
  return /bold|black|heavy|demi|[-,]bd|-medi(?!um)|CMB[FX]?\d|SFBX/i.test(name.replace(/^[A-Z]{6}\+/, ''));
}

const NAMING_LIMIT_MS = 3_000;

/**
 * Names of the fonts a page uses, by pdf.js's names for them. pdf.js tells them only with a page's drawing
 * instructions, which take far longer to make than the text on pages full of lines: after three seconds
 * what is known counts, and `isComplete` is false.
 */
export async function nameFonts(
  page: PDFPageProxy,
  fonts: Iterable<string>,
): Promise<{ names: Map<string, string>; isComplete: boolean }> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), NAMING_LIMIT_MS);
  });
  const drawn = page.getOperatorList().then(
    () => true,
    () => false,
  );
  const isComplete = await Promise.race([drawn, late]);
  clearTimeout(timer);
  const names = new Map<string, string>();
  for (const font of fonts) {
    const name: unknown = page.commonObjs.has(font) ? field(page.commonObjs.get(font), 'name') : undefined;
    if (typeof name === 'string') names.set(font, name);
  }
  return { names, isComplete };
}

function readStyle(style: unknown): PdfTextStyle {
  return {
    isMono: field(style, 'fontFamily') === 'monospace',
    isVertical: field(style, 'vertical') === true,
  };
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
