import { useCallback, useEffect, useRef, useState } from 'react';
import type { EmbedderOffers } from '../worker/app-protocol.ts';
import { errorMessage } from './error-message.ts';
import type { FilesState } from './models-state.ts';
import { useApp } from './use-app.ts';

export interface Embedders {
  /** `null` until they are known. */
  readonly offers: EmbedderOffers | null;
  /** Why they are not known; '' otherwise. */
  readonly problem: string;
  /** Where the files of one stand just now. */
  filesOf(id: string): FilesState;
  /** Shows a choice at once; what comes of it shows with the next answer. */
  assumeChosen(id: string): void;
  /** Asks anew: something was done. */
  refresh(): Promise<void>;
}

/** Which embedders there are and where each stands, while this is shown. */
export function useEmbedders(): Embedders {
  const { client } = useApp().store;
  const [offers, setOffers] = useState<EmbedderOffers | null>(null);
  const [problem, setProblem] = useState('');
  const [told, setTold] = useState<Readonly<Record<string, FilesState>>>({});
  const asked = useRef(0);

  const refresh = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    try {
      const answer = await client.call('embedders', {});
      if (turn !== asked.current) return;
      setOffers(answer);
      setProblem('');
      setTold(Object.fromEntries(answer.offers.map(({ row, files }) => [row.id, files])));
    } catch (error) {
      if (turn === asked.current) setProblem(errorMessage(error));
    }
  }, [client]);

  useEffect(() => {
    void refresh();
    return client.subscribe((push) => {
      if (push.type === 'embedder-files-changed') {
        const { id, files } = push;
        setTold((before) => ({ ...before, [id]: files }));
        // What is being asked just now may be older than this.
        if (files.state !== 'downloading') void refresh();
      } else if (push.type === 'embedding-change' && push.change === null) void refresh();
    });
  }, [client, refresh]);

  const assumeChosen = useCallback((id: string) => {
    // What is being asked just now would show the choice before.
    asked.current += 1;
    setOffers((before) => before && { ...before, chosenId: id });
  }, []);

  return { offers, problem, filesOf: (id) => told[id] ?? { state: 'absent' }, assumeChosen, refresh };
}
