import type { PageImageRequests } from './page-image-protocol.ts';
import { connect, RemoteError } from './rpc.ts';

/** Longest that opening or drawing may take, in milliseconds. */
const usualPatience = 30_000;

/** The pages of one PDF as images. `end` frees all that it took. Errors carry a message for the person. */
export interface PageImages {
  /** Takes the bytes over. Rejects with the code `password-needed` when there is none, or a wrong one. */
  open(bytes: ArrayBuffer, password?: string): Promise<{ readonly pages: number }>;
  /** One document page, from 1, about so many pixels wide. */
  draw(page: number, width: number, signal: AbortSignal): Promise<ImageBitmap>;
  end(): void;
}

/** Starts a worker that draws pages; one that a page hangs is ended, and draws no more. */
export function startPageImages(patience = usualPatience): PageImages {
  const worker = new Worker(new URL('./page-image-worker.ts', import.meta.url), {
    type: 'module',
    name: 'page-image',
  });
  const connection = connect<PageImageRequests, never>(worker);
  const end = (message: string) => {
    worker.terminate();
    connection.close(new RemoteError('Error', message, 'ended'));
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    end('The part of Pagefile that draws pages has stopped. The text is all here.');
  });

  async function within<Result>(work: Promise<Result>): Promise<Result> {
    const tooLong = 'Drawing took too long and was ended. The text is all here.';
    const timer = setTimeout(() => end(tooLong), patience);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    open: (bytes, password) => {
      const params = { bytes, ...(password !== undefined && { password }) };
      return within(connection.call('open', params, { transfer: [bytes] }));
    },
    draw: (page, width, signal) => within(connection.call('draw', { page, width }, { signal })),
    end: () => end('The document was closed.'),
  };
}
