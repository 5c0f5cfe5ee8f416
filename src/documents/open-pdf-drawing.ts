/// <reference path="./pdfjs.d.ts" />
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { NoPdfFilters, PdfCanvasFactory } from './pdf-canvas.ts';

/** Largest image, in pixels, of a page or of a picture in it: hostile files ask for much more. */
const mostPixels = 12_000_000;
/** No screen shows a line of text better with more. */
const mostScale = 6;

/** A PDF of which pages can be drawn; `close` frees what it holds. */
export interface PdfDrawing {
  readonly pages: number;
  /**
   * One document page, from 1, as an image about `width` pixels wide: less where the page would be too large.
   * Rejects when it is not there, can't be read, or `signal` aborts.
   */
  draw(page: number, width: number, signal: AbortSignal): Promise<ImageBitmap>;
  close(): Promise<void>;
}

/**
 * Opens a PDF with pdf.js to draw its pages, as src/documents/open-pdf.ts does to read them. Takes `bytes` over. For
 * a worker that holds nothing else: everything runs on the calling thread, and a hostile page may never end.
 *
 * Nothing in the file runs: pdf.js's sandbox for scripts is not part of this app, forms are drawn as they were
 * filled in and are no controls, and nothing is fetched but fonts, character maps and decoders of our own.
 *
 * @throws pdf.js's own exceptions, which are told apart by their names
 */
export async function openPdfDrawing(bytes: Uint8Array<ArrayBuffer>, password?: string): Promise<PdfDrawing> {
  const pdfjs = await loadPdfJs();
  const task = pdfjs.getDocument({
    data: bytes,
    ...(password !== undefined && { password }),
    BinaryDataFactory: DrawingDataFactory,
    CanvasFactory: PdfCanvasFactory,
    FilterFactory: NoPdfFilters,
    useWorkerFetch: false,
    // Letters are drawn as shapes: a worker has no document to load a font into.
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: mostPixels,
    canvasMaxAreaInBytes: 4 * mostPixels,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  const document = await task.promise;
  return {
    pages: document.numPages,
    draw: (page, width, signal) => drawPage(document, page, width, signal),
    close: () => task.destroy(),
  };
}

/** Hands on the whole module, as open-pdf.ts does, so that the build has one file of it for both. */
async function loadPdfJs() {
  // In a worker, pdf.js can't start one of its own; it finds this module, and works on the same thread.
  await import('pdfjs-dist/legacy/build/pdf.worker.min.mjs');
  return await import('pdfjs-dist/legacy/build/pdf.min.mjs');
}

async function drawPage(
  document: PDFDocumentProxy,
  number: number,
  width: number,
  signal: AbortSignal,
): Promise<ImageBitmap> {
  const page = await document.getPage(number);
  signal.throwIfAborted();
  const viewport = page.getViewport({ scale: scaleOf(page, width) });
  const canvas = new OffscreenCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  // Its types know only the canvas that is an element; it draws on either.
  const task = page.render({ canvas, viewport } as unknown as Parameters<PDFPageProxy['render']>[0]);
  const cancel = () => task.cancel();
  signal.addEventListener('abort', cancel);
  try {
    await task.promise;
    return canvas.transferToImageBitmap();
  } finally {
    signal.removeEventListener('abort', cancel);
    page.cleanup();
  }
}

/** Pages may be as narrow as a ruler, or as large as a wall. */
function scaleOf(page: PDFPageProxy, width: number): number {
  const whole = page.getViewport({ scale: 1 });
  const wanted = Math.min(mostScale, width / whole.width);
  return Math.min(wanted, Math.sqrt(mostPixels / (whole.width * whole.height)));
}

/** What pdf.js asks for its data files. */
class DrawingDataFactory {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const url =
      kind === 'cMapUrl'
        ? (await import('./pdf-cmaps.ts')).pdfCmaps.get(filename.replace(/\.bcmap$/, ''))
        : (await import('./pdf-drawing-data.ts')).pdfDrawingData.get(filename);
    const response = url ? await fetch(url) : null;
    if (!response?.ok) throw new Error(`pdf.js asked for ${filename}, which is not here.`);
    return new Uint8Array(await response.arrayBuffer());
  }
}
