export interface FetchToCacheOptions {
  readonly signal: AbortSignal;
  readonly retryMs: readonly number[];
  /** Bytes of this file so far; a further try begins at 0 again. */
  readonly onBytes: (received: number) => void;
  /** What the file must have, where it is known. */
  readonly bytes?: number;
  /** Whether it has to parse as JSON. */
  readonly json?: boolean;
}

/** An answer that is no use, so that asking again is no use either. */
export class UnusableAnswer extends Error {
  override readonly name = 'UnusableAnswer';
}

/**
 * The file at `url`: from the cache, else fetched, checked and kept. Nothing is kept of a file that came
 * short, is a web page, or does not parse.
 *
 * @throws UnusableAnswer, or what `fetch` and `Cache.put` throw; the signal's reason on abort
 */
export async function fetchToCache(
  cache: Cache,
  url: string,
  options: FetchToCacheOptions,
): Promise<Response> {
  const kept = await cache.match(url);
  if (kept) return kept;
  for (const pauseMs of [...options.retryMs, null]) {
    try {
      return await fetchOnce(cache, url, options);
    } catch (thrown) {
      if (pauseMs === null || options.signal.aborted || !isWorthRetrying(thrown)) throw thrown;
      await pause(pauseMs, options.signal);
    }
  }
  throw new Error('unreachable: the last try returns or throws');
}

async function fetchOnce(cache: Cache, url: string, options: FetchToCacheOptions): Promise<Response> {
  options.onBytes(0);
  const answer = await fetch(url, { signal: options.signal });
  if (!answer.ok) {
    const says = `${new URL(url).host} answered ${answer.status}`;
    throw answer.status === 429 || answer.status >= 500 ? new TypeError(says) : new UnusableAnswer(says);
  }
  const type = answer.headers.get('content-type') ?? '';
  if (type.startsWith('text/html')) throw new UnusableAnswer('A web page came in place of a file.');
  const body = answer.body?.pipeThrough(counter(options)) ?? null;
  // The engine takes no notice of headers, and those of a compressed transfer would be wrong from here on.
  const content = new Response(body, { headers: { 'content-type': type } });
  await cache.put(url, options.json ? await parsed(content) : content);
  const kept = await cache.match(url);
  if (!kept) throw new UnusableAnswer('The browser keeps no files here.');
  return kept;
}

function counter({ onBytes, bytes }: FetchToCacheOptions): TransformStream<Uint8Array, Uint8Array> {
  let received = 0;
  return new TransformStream({
    transform(chunk, controller) {
      received += chunk.byteLength;
      onBytes(received);
      controller.enqueue(chunk);
    },
    flush(controller) {
      // An error here makes `Cache.put` reject, so that nothing is kept.
      if (bytes !== undefined && received !== bytes) {
        controller.error(new TypeError(`A file has ${received} bytes in place of ${bytes}.`));
      }
    },
  });
}

async function parsed(content: Response): Promise<Response> {
  const text = await content.text();
  try {
    JSON.parse(text);
  } catch {
    throw new UnusableAnswer('What came is no JSON.');
  }
  return new Response(text, { headers: { 'content-type': 'application/json' } });
}

function isWorthRetrying(thrown: unknown): boolean {
  return thrown instanceof TypeError;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  signal.throwIfAborted();
}
