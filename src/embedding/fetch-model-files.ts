import { EmbedderError } from './embedder-error.ts';
import { ownOriginUrl } from './own-origin-url.ts';

/** Bytes of all files together. */
export interface ModelFilesProgress {
  readonly loadedBytes: number;
  /** `null` while it is not known: not every answer states its length (the service worker's don't). */
  readonly totalBytes: number | null;
}

/**
 * Fetches `names` below `folder` (a path on the app's own origin), all at once, and holds them in memory.
 *
 * @throws EmbedderError `missing`, `unreachable` or `foreign`, naming the file.
 */
export async function fetchModelFiles<Name extends string>(
  folder: string,
  names: readonly Name[],
  onProgress?: (progress: ModelFilesProgress) => void,
): Promise<ReadonlyMap<Name, Blob>> {
  const base = ownOriginUrl(folder.endsWith('/') ? folder : `${folder}/`);
  const sizes = names.map((): ModelFilesProgress => ({ loadedBytes: 0, totalBytes: null }));

  async function fetchFile(name: Name, index: number): Promise<[Name, Blob]> {
    const response = await get(new URL(name, base));
    const totalBytes = statedLength(response);
    const blob = await read(response, name, (loadedBytes) => {
      sizes[index] = { loadedBytes, totalBytes };
      onProgress?.(sum(sizes));
    });
    return [name, blob];
  }

  return new Map(await Promise.all(names.map(fetchFile)));
}

async function get(url: URL): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw unreachable(url.pathname, error);
  }
  // A server of a single-page app answers 200 and its start page for a file that it does not have.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  if (response.ok && !isPage) return response;
  throw new EmbedderError(
    'missing',
    `The search model is incomplete: the server has no ${url.pathname} (it answered ${response.status}` +
      `${isPage ? ' with a web page' : ''}). Reload the app while online; if that does not help, ` +
      'whoever runs this server has to put the file there.',
  );
}

/** Reads the body, reporting the bytes so far. */
async function read(response: Response, name: string, onBytes: (bytes: number) => void): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const next = await reader?.read();
      if (!next?.value) return new Blob(chunks);
      chunks.push(next.value);
      bytes += next.value.byteLength;
      onBytes(bytes);
    }
  } catch (error) {
    throw unreachable(name, error);
  }
}

function unreachable(file: string, cause: unknown): EmbedderError {
  return new EmbedderError(
    'unreachable',
    `The search model's file ${file} is not on this device yet and could not be fetched. ` +
      'Reload the app when you are online.',
    { cause },
  );
}

/** Bytes of the body, or `null`: the length of a compressed answer is not that of what is read from it. */
function statedLength({ headers }: Response): number | null {
  const length = Number(headers.get('content-length') ?? Number.NaN);
  return headers.has('content-encoding') || Number.isNaN(length) ? null : length;
}

function sum(sizes: readonly ModelFilesProgress[]): ModelFilesProgress {
  let loadedBytes = 0;
  let totalBytes: number | null = 0;
  for (const size of sizes) {
    loadedBytes += size.loadedBytes;
    totalBytes = totalBytes === null || size.totalBytes === null ? null : totalBytes + size.totalBytes;
  }
  return { loadedBytes, totalBytes };
}
