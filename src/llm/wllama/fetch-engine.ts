import { asError } from '../as-error.ts';
import { LoadFailure } from '../load-failure.ts';
import type { WllamaLibrary } from './wllama-library.ts';

export interface FetchEngineOptions {
  readonly loadLibrary: () => Promise<WllamaLibrary>;
  readonly signal?: AbortSignal | undefined;
  /** Silence after which fetching is given up, in ms. */
  readonly stallMs: number;
}

const wasmMagic = [0x00, 0x61, 0x73, 0x6d];
/** Addresses that were found good; the browser keeps what came from there. */
const fetched = new Set<string>();

/**
 * Fetches the engine's script, and its wasm once, so that the engine finds it in the browser's cache. wllama
 * waits for ever when its wasm is missing or is a page that says so (3.8.1: its handler of the abort message
 * throws).
 *
 * @throws LoadFailure `network`, or whatever the signal was aborted with
 */
export async function fetchEngine({
  loadLibrary,
  signal,
  stallMs,
}: FetchEngineOptions): Promise<WllamaLibrary> {
  const stop = new AbortController();
  const abort = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', abort);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const progressed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(new Error('nothing came any more')), stallMs);
  };
  progressed();
  try {
    signal?.throwIfAborted();
    const library = await Promise.race([loadLibrary(), rejectOnAbort(stop.signal)]);
    if (!fetched.has(library.wasmUrl)) await checkWasm(library.wasmUrl, stop.signal, progressed);
    fetched.add(library.wasmUrl);
    return library;
  } catch (thrown) {
    signal?.throwIfAborted();
    throw new LoadFailure('network', notFetched(asError(thrown).message), { cause: thrown });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** Reads it to its end: a fetch that is broken off is not kept. */
async function checkWasm(url: string, signal: AbortSignal, progressed: () => void): Promise<void> {
  const answer = await fetch(url, { signal });
  if (!answer.ok || !answer.body) throw new Error(`the server answered ${answer.status}`);
  const reader = answer.body.getReader();
  const head: number[] = [];
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    progressed();
    head.push(...read.value.subarray(0, wasmMagic.length));
  }
  if (!wasmMagic.every((byte, index) => head[index] === byte))
    throw new Error('the server sent something else');
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

const notFetched = (why: string) =>
  'The engine for the processor (9 MB, once) could not be fetched. Check the connection and try again; the ' +
  `model’s files are kept. (${why})`;
