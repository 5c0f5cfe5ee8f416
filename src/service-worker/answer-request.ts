import { DownloadError } from './download-file.ts';
import type { FileStore } from './file-store.ts';
import type { OfflineFile } from './offline-file.ts';
import { withHeaders } from './with-headers.ts';

interface Options {
  readonly store: FileStore;
  readonly scope: string;
  readonly fetch: (request: Request) => Promise<Response>;
}

/**
 * Answers the page's requests to its own origin: files of this version from the cache, files of an older one
 * for pages of that version, all else from the network. Offline, a navigation to anywhere opens the app.
 * Every answer carries the header table.
 */
export function createAnswerer({ store, scope, fetch }: Options): (request: Request) => Promise<Response> {
  async function answer(request: Request): Promise<Response> {
    const isNavigation = request.mode === 'navigate';
    const address = isNavigation && isRoot(request.url) ? indexAddress() : request.url;
    const file = store.fileAt(address);
    if (file) return await answerWith(file);
    if (isNavigation) return await fetch(request).catch(answerWithIndex);
    return (await store.readOlder(request.url)) ?? (await fetch(request));
  }

  async function answerWith(file: OfflineFile): Promise<Response> {
    try {
      return await store.read(file);
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      if (error.response) return error.response;
      if (error.code !== 'changed') return Response.error();
      return new Response(error.message, { status: 409, headers: { 'Content-Type': 'text/plain' } });
    }
  }

  async function answerWithIndex(): Promise<Response> {
    const index = store.fileAt(indexAddress());
    return index ? await answerWith(index) : Response.error();
  }

  const indexAddress = () => new URL('index.html', scope).href;
  const isRoot = (address: string) => new URL(address).pathname === new URL(scope).pathname;

  return async (request) => withHeaders(await answer(request).catch(() => Response.error()));
}
