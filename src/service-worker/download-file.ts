import type { OfflineFailure } from './messages.ts';
import type { OfflineFile } from './offline-file.ts';

export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly code: OfflineFailure['code'];
  /** The server's answer when it was one (`refused`). */
  readonly response: Response | null;
  constructor(code: OfflineFailure['code'], message: string, response: Response | null = null) {
    super(message);
    this.code = code;
    this.response = response;
  }
}

export type Fetch = (request: Request) => Promise<Response>;

/**
 * Fetches a file of the build and proves by its SHA-256 that it is that file: neither a sign-in page that a
 * network puts in its place, nor the same name of another version. The browser's own HTTP cache may answer
 * first, and is passed over if what it holds is stale.
 *
 * @throws DownloadError `unreachable`, `refused` or `changed`.
 */
export async function downloadFile(
  file: OfflineFile,
  address: string,
  fetch: Fetch,
  onBytes: (bytes: number) => void,
): Promise<Response> {
  for (const cache of ['default', 'reload'] as const) {
    const response = await get(new Request(address, { cache, credentials: 'same-origin' }), fetch);
    const body = await readBody(response, onBytes);
    if ((await sha256(body)) === file.revision) return asStored(body, response);
    onBytes(0);
  }
  throw new DownloadError(
    'changed',
    `The server has another version of ${file.url} than this app. Nothing stored was lost. Reload to get the new version.`,
  );
}

async function get(request: Request, fetch: Fetch): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch {
    throw unreachable();
  }
  if (response.ok) return response;
  throw new DownloadError(
    'refused',
    `The server answered ${response.status} for ${new URL(request.url).pathname}. What was already downloaded is kept. Try again later.`,
    response,
  );
}

/** Reads the whole body, reporting the bytes read so far. */
async function readBody(response: Response, onBytes: (bytes: number) => void): Promise<Blob> {
  if (!response.body) return new Blob([]);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  try {
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return new Blob(chunks);
      chunks.push(value);
      bytes += value.byteLength;
      onBytes(bytes);
    }
  } catch {
    throw unreachable();
  }
}

function unreachable(): DownloadError {
  return new DownloadError(
    'unreachable',
    'The server could not be reached. What was already downloaded is kept. Try again when you are online.',
  );
}

/** Only the type is kept of the headers: length and encoding were those of the transfer. */
function asStored(body: Blob, response: Response): Response {
  const type = response.headers.get('content-type') ?? 'application/octet-stream';
  return new Response(body, { headers: { 'Content-Type': type } });
}

async function sha256(body: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await body.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
