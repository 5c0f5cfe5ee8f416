import type { AppPush, AppRequests } from './app-protocol.ts';
import { type Connection, connect, RemoteError } from './rpc.ts';

export type AppClient = Connection<AppRequests, AppPush>;

/** A worker that threw and does not answer within this many milliseconds is taken for dead. */
const patience = 3_000;

const part = 'The part of Pagefile that looks after memory and documents';
const notLoaded = `${part} did not load. Check the connection, then reload.`;
const notUnderstood = `${part} answered something that can't be read. Reload to go on.`;
const crashed = (reason: string) => `${part} has stopped (${reason}). Reload to go on.`;

/**
 * Starts the agent worker: the page's only way to memory, model and documents. When it is gone, everything
 * that waits for it ends, and `onLost` is told why, in words for the person.
 */
export function startAppClient(onLost: (message: string) => void): AppClient {
  const worker = new Worker(new URL('./agent-worker.ts', import.meta.url), {
    type: 'module',
    name: 'agent',
  });
  const connection = connect<AppRequests, AppPush>(worker);
  let answered = false;
  let lost = false;

  function end(message: string): void {
    if (lost) return;
    lost = true;
    worker.terminate();
    connection.close(new RemoteError('Error', message, 'worker-failed'));
    onLost(message);
  }

  /** Errors of the workers that it started arrive here as well; it survives those, and some of its own. */
  async function endUnlessAlive(message: string): Promise<void> {
    const timer = setTimeout(() => end(message), patience);
    await connection.call('passage', { id: '' }).catch(() => null);
    clearTimeout(timer);
  }

  worker.addEventListener('message', () => {
    answered = true;
  });
  worker.addEventListener('error', (event) => {
    // A script that could not be fetched or parsed has no words of its own.
    const reason = 'message' in event && event.message ? event.message.replace(/^Uncaught /, '') : '';
    if (reason === '') end(notLoaded);
    else if (answered) void endUnlessAlive(crashed(reason));
    else end(crashed(reason));
  });
  worker.addEventListener('messageerror', () => end(notUnderstood));
  return connection;
}
