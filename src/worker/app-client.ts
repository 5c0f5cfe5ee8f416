import type { AppPush, AppRequests } from './app-protocol.ts';
import { type Connection, connect } from './rpc.ts';

export type AppClient = Connection<AppRequests, AppPush>;

/** Starts the agent worker: the page's only way to memory, model and documents. */
export function startAppClient(): AppClient {
  const worker = new Worker(new URL('./agent-worker.ts', import.meta.url), {
    type: 'module',
    name: 'agent',
  });
  return connect<AppRequests, AppPush>(worker);
}
