import type { Request } from './rpc.ts';

/** What the page image worker answers: one PDF, drawn page by page. Errors carry a message for the person. */
export type PageImageRequests = {
  /** Once, before anything is drawn. Takes the bytes over. Rejects with the code `password-needed`. */
  open: Request<{ readonly bytes: ArrayBuffer; readonly password?: string }, { readonly pages: number }>;
  /** One document page, from 1, about so many pixels wide. */
  draw: Request<{ readonly page: number; readonly width: number }, ImageBitmap>;
};
