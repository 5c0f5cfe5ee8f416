import type { DocumentProblem } from '../kernel/document.ts';
import type { DocumentRequests } from './document-protocol.ts';
import { connect, type Endpoint, RemoteError } from './rpc.ts';
import { WorkerWatch } from './worker-watch.ts';

/** What one file may take, in milliseconds; the time that a device slept counts for little. */
export const readingLimits = {
  /** Without a word from the reader: a file that takes longer for one page hangs it. */
  silence: 60_000,
  /** From beginning to end, however busy it looks. */
  whole: 15 * 60_000,
} as const;

type Reading = DocumentRequests['read'];

/** The part of a `Worker` that is needed. */
export interface ReaderWorker extends Endpoint {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error', listener: (event: Event) => void): void;
  terminate(): void;
}

export interface ReadingOptions {
  readonly onProgress: (progress: Reading['progress']) => void;
  /** Ends the reading; the result is then of no meaning. */
  readonly signal?: AbortSignal;
  readonly startWorker?: () => ReaderWorker;
}

const WAS_KEPT = 'The file was kept; nothing in it can be searched.';

/**
 * Reads one file in a document worker of its own, and ends the worker afterwards: a hostile file can hang or
 * bloat nothing else. Never rejects.
 */
export async function readInWorker(
  params: Reading['params'],
  { onProgress, signal, startWorker = startDocumentWorker }: ReadingOptions,
): Promise<Reading['result']> {
  if (signal?.aborted) return { ok: false, problem: unreadable('Reading was ended.') };
  const worker = startWorker();
  const connection = connect<DocumentRequests, never>(worker);
  const giveUp = (message: string) => connection.close(new RemoteError('Error', message, null));
  const onAbort = () => giveUp('Reading was ended.');
  const silence = new WorkerWatch((ms) => giveUp(tooSilent(ms)));
  const whole = new WorkerWatch((ms) => giveUp(tooLong(ms)));
  worker.addEventListener('error', (event: Event) => {
    event.preventDefault();
    giveUp(`The reader stopped in this file. ${WAS_KEPT} Reload the app and try again.`);
  });
  signal?.addEventListener('abort', onAbort);
  silence.begin(readingLimits.silence);
  whole.begin(readingLimits.whole);
  try {
    return await connection.call('read', params, {
      transfer: [params.bytes],
      onProgress: (progress) => {
        silence.heard();
        onProgress(progress);
      },
    });
  } catch (error) {
    return { ok: false, problem: unreadable(error instanceof Error ? error.message : String(error)) };
  } finally {
    signal?.removeEventListener('abort', onAbort);
    silence.end();
    whole.end();
    worker.terminate();
  }
}

function startDocumentWorker(): ReaderWorker {
  return new Worker(new URL('./document-worker.ts', import.meta.url), { type: 'module', name: 'document' });
}

function tooSilent(ms: number): string {
  return `The reader came no further in this file for ${ms / 1000} seconds and was ended. ${WAS_KEPT} Try again, or save it anew as PDF.`;
}

function tooLong(ms: number): string {
  return `This file took longer than ${ms / 60_000} minutes to read, so reading it was ended. ${WAS_KEPT} Split it into smaller files and add those.`;
}

function unreadable(message: string): DocumentProblem {
  return { code: 'unreadable', message };
}
