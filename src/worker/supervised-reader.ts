import type { DocumentRequests } from './document-protocol.ts';
import { connect, RemoteError } from './rpc.ts';

/** Longest silence of the reader, in milliseconds: a file that takes longer for one page hangs it. */
const SILENCE_LIMIT = 60_000;

type Reading = DocumentRequests['read'];

/**
 * Reads one file in a document worker of its own, and ends the worker afterwards: a hostile file can hang or
 * bloat nothing else. Never rejects.
 */
export async function readInWorker(
  params: Reading['params'],
  onProgress: (progress: Reading['progress']) => void,
): Promise<Reading['result']> {
  const worker = new Worker(new URL('./document-worker.ts', import.meta.url), {
    type: 'module',
    name: 'document',
  });
  const connection = connect<DocumentRequests, never>(worker);
  const giveUp = (message: string) => connection.close(new RemoteError('Error', message, null));
  let timer = 0;
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () =>
        giveUp('Reading took too long and was ended. The file was kept. Try again, or save it anew as PDF.'),
      SILENCE_LIMIT,
    ) as unknown as number;
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    giveUp('The reader stopped in this file. The file was kept. Reload the app and try again.');
  });
  watch();
  try {
    const options = {
      transfer: [params.bytes],
      onProgress: (progress: Reading['progress']) => {
        watch();
        onProgress(progress);
      },
    };
    return await connection.call('read', params, options);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: { code: 'unreadable', message } };
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
