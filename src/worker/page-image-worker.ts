import { limitBuffers } from '../documents/limit-buffers.ts';
import { openPdfDrawing, type PdfDrawing } from '../documents/open-pdf-drawing.ts';
import type { PageImageRequests } from './page-image-protocol.ts';
import { type Endpoint, serve, Transferred } from './rpc.ts';

/*
 * The page image worker: draws the pages of one PDF, for the reader to show beside its text. It lives as long as
 * the document is open there, and is ended when a page hangs it.
 */

/** What went wrong, for the person; `code` for the page. */
class DrawingError extends Error {
  override readonly name = 'DrawingError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

let drawing: PdfDrawing | null = null;

const caller: Endpoint = {
  postMessage: (message, transfer) => self.postMessage(message, { transfer }),
  addEventListener: (type, listener) => self.addEventListener(type, listener),
};

limitBuffers();

serve<PageImageRequests, never>(caller, {
  async open({ bytes, password }) {
    try {
      await drawing?.close();
      drawing = await openPdfDrawing(new Uint8Array(bytes), password);
      return { pages: drawing.pages };
    } catch (error) {
      throw openingError(error, password !== undefined);
    }
  },
  async draw({ page, width }, { signal }) {
    if (!drawing) throw new Error('No document is open to be drawn.');
    try {
      const bitmap = await drawing.draw(page, width, signal);
      return new Transferred(bitmap, [bitmap]);
    } catch {
      throw new DrawingError('not-drawn', 'This page could not be drawn. Its text is what was read from it.');
    }
  },
});

function openingError(error: unknown, hasPassword: boolean): DrawingError {
  if (!(error instanceof Error && error.name === 'PasswordException')) {
    return new DrawingError('not-drawn', 'This PDF could not be opened to draw its pages. Its text is here.');
  }
  return hasPassword
    ? new DrawingError('password-needed', 'That is not the password of this PDF.')
    : new DrawingError('password-needed', 'The pages of this PDF are locked with its password.');
}
