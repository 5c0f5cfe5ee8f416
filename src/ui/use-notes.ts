import { useEffect, useState } from 'react';
import type { Passage } from '../kernel/passage.ts';
import { errorMessage } from './error-message.ts';
import { useApp, useAppState } from './use-app.ts';

export interface Notes {
  /** Newest first; `null` until they are read. */
  readonly notes: readonly Passage[] | null;
  /** Why they could not be read; empty where they could. */
  readonly problem: string;
}

/** The notes as they stand, read anew whenever one changes. */
export function useNotes(): Notes {
  const { client } = useApp().store;
  const version = useAppState((state) => state.notesVersion);
  const [state, setState] = useState<Notes>({ notes: null, problem: '' });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means that notes have changed
  useEffect(() => {
    let wanted = true;
    client.call('notes', {}).then(
      (notes) => wanted && setState({ notes, problem: '' }),
      (error) => wanted && setState((before) => ({ ...before, problem: errorMessage(error) })),
    );
    return () => {
      wanted = false;
    };
  }, [client, version]);
  return state;
}
