import { useRef, useState } from 'react';
import { engineGroups } from './engine-groups.ts';
import { errorMessage } from './error-message.ts';
import { formatBytes } from './format-bytes.ts';
import { useModelsDialog } from './models-dialog-context.ts';
import type { ModelRow } from './models-state.ts';
import { useApp } from './use-app.ts';

export interface ModelCalls {
  /** Why the last one was refused; ''. */
  readonly problem: string;
  get(windowTokens?: number): void;
  pause(): void;
  cancelDownload(): void;
  load(windowTokens?: number): void;
  unload(): void;
  verify(): void;
}

/** What can be asked for one model. Pressed twice, each is asked once. */
export function useModelCalls(row: ModelRow): ModelCalls {
  const { store, offline } = useApp();
  const { say } = useModelsDialog();
  const [problem, setProblem] = useState('');
  const busy = useRef(new Set<string>());
  const { client, dispatch } = store;
  const { id, name, engine } = row;
  const forWindow = (windowTokens?: number) => ({ id, ...(windowTokens !== undefined && { windowTokens }) });

  async function once(what: string, work: () => Promise<unknown>): Promise<void> {
    if (busy.current.has(what)) return;
    busy.current.add(what);
    setProblem('');
    await work().catch((error) => setProblem(errorMessage(error)));
    busy.current.delete(what);
  }

  /** The engine is cached beside the weights, so that the model starts without a connection later. */
  const keepEngine = () => void offline.cache(engineGroups(engine));

  return {
    problem,
    get: (windowTokens) =>
      void once('get', async () => {
        keepEngine();
        await client.call('getModel', forWindow(windowTokens));
        say(`Getting ${name}.`);
      }),
    pause: () =>
      void once('pause', async () => {
        await client.call('pauseDownload', { id });
        say(`${name} is paused.`);
      }),
    cancelDownload: () =>
      void once('cancel', async () => {
        const { freedBytes } = await client.call('cancelDownload', { id });
        say(`${name} was cancelled. ${formatBytes(freedBytes)} freed.`);
      }),
    load: (windowTokens) =>
      void once('load', async () => {
        keepEngine();
        say(`Loading ${name}.`);
        await client.call('loadModel', forWindow(windowTokens));
      }),
    unload: () =>
      void once('unload', async () => {
        await client.call('unloadModel', {});
        say(`${name} is not in use.`);
      }),
    verify: () =>
      void once('verify', async () => {
        say(`Checking the files of ${name}.`);
        const files = await client.call('verifyModel', { id });
        dispatch({ type: 'models', change: { type: 'files-known', id, files } });
        say(files.state === 'ready' ? `All files of ${name} are as they came.` : `${name} needs a look.`);
      }),
  };
}
