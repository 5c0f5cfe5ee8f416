/// <reference path="./pdfjs.d.ts" />
import type { PDFDocumentProxy } from 'pdfjs-dist';

/** A PDF opened by pdf.js; `close` frees what it holds. */
export interface OpenedPdf {
  readonly document: PDFDocumentProxy;
  close(): Promise<void>;
}

/** pdf.js itself could not be loaded, as without a network before it was ever needed. */
export class PdfReaderMissingError extends Error {
  override readonly name = 'PdfReaderMissingError';
}

/**
 * Opens a PDF with pdf.js, loaded on first use. Takes `bytes` over. Meant for a worker: everything runs on
 * the calling thread.
 *
 * @throws PdfReaderMissingError
 * @throws pdf.js's own exceptions, which are told apart by their names
 */
export async function openPdf(bytes: Uint8Array<ArrayBuffer>, password?: string): Promise<OpenedPdf> {
  const pdfjs = await loadPdfJs();
  const task = pdfjs.getDocument({
    data: bytes,
    ...(password !== undefined && { password }),
    BinaryDataFactory: CmapFactory,
    // Nothing is fetched but character maps, nothing is drawn, no image is decoded, faults are skipped.
    useWorkerFetch: false,
    useWasm: false,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: 1,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  // Scripts in a PDF run only in pdf.js's sandbox, which is a module of its own and not part of this app.
  return { document: await task.promise, close: () => task.destroy() };
}

async function loadPdfJs() {
  try {
    // In a worker, pdf.js can't start one of its own; it finds this module, which registers itself, and works
    // on the same thread. The module also listens for messages that are not meant for it, and ignores ours.
    await import('pdfjs-dist/legacy/build/pdf.worker.min.mjs');
    // The other build needs functions that many browsers still lack (Math.sumPrecise, getOrInsertComputed).
    return await import('pdfjs-dist/legacy/build/pdf.min.mjs');
  } catch (error) {
    throw new PdfReaderMissingError('pdf.js could not be loaded.', { cause: error });
  }
}

/** What pdf.js asks for its data files. Fonts and decoders are for drawing, which is not done here. */
class CmapFactory {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const cmaps = kind === 'cMapUrl' ? (await import('./pdf-cmaps.ts')).pdfCmaps : null;
    const url = cmaps?.get(filename.replace(/\.bcmap$/, ''));
    const response = url ? await fetch(url) : null;
    if (!response?.ok) throw new Error(`pdf.js asked for ${filename}, which is not here.`);
    return new Uint8Array(await response.arrayBuffer());
  }
}
