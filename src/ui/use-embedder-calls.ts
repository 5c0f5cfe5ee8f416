import { useRef, useState } from 'react';
import type { EmbedderOffer } from '../worker/app-protocol.ts';
import { errorMessage } from './error-message.ts';
import { formatBytes } from './format-bytes.ts';
import { useApp } from './use-app.ts';

export interface EmbedderCalls {
  /** Why the last one was refused; ''. */
  readonly problem: string;
  get(): void;
  pause(): void;
  /** Also ends a download and frees what came of it. */
  remove(): void;
  choose(): void;
}

/** What can be asked for one embedder. Pressed twice, each is asked once. */
export function useEmbedderCalls(
  { id, name }: EmbedderOffer['row'],
  say: (words: string) => void,
  onDone: () => Promise<void>,
): EmbedderCalls {
  const { client } = useApp().store;
  const [problem, setProblem] = useState('');
  const isBusy = useRef(false);

  async function once(work: () => Promise<string>): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    setProblem('');
    await work().then(say, (error) => setProblem(errorMessage(error)));
    isBusy.current = false;
    await onDone();
  }

  return {
    problem,
    get: () =>
      void once(async () => {
        await client.call('getEmbedder', { id });
        return `Getting ${name}.`;
      }),
    pause: () =>
      void once(async () => {
        await client.call('pauseEmbedder', { id });
        return `${name} is paused.`;
      }),
    remove: () =>
      void once(async () => {
        const { freedBytes } = await client.call('deleteEmbedder', { id });
        return `${name} was deleted. ${formatBytes(freedBytes)} freed.`;
      }),
    choose: () =>
      void once(async () => {
        await client.call('chooseEmbedder', { id });
        return `${name} was chosen.`;
      }),
  };
}
