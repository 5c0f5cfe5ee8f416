import { useEffect, useState } from 'react';
import type { ResultPage } from '../kernel/memory-search.ts';
import { errorMessage } from './error-message.ts';

export type SearchState<Hit> =
  | { readonly state: 'idle' }
  | { readonly state: 'searching' }
  | { readonly state: 'found'; readonly result: ResultPage<Hit> }
  | { readonly state: 'failed'; readonly message: string };

/** The writer's pause before a search starts, in milliseconds. */
const pause = 250;

/** Searches as one writes. `ask` must keep its identity, or every rendering searches anew. */
export function useSearch<Hit>(
  text: string,
  page: number,
  ask: (text: string, page: number) => Promise<ResultPage<Hit>>,
): SearchState<Hit> {
  const [state, setState] = useState<SearchState<Hit>>({ state: 'idle' });
  const wanted = text.trim();

  useEffect(() => {
    if (wanted === '') return setState({ state: 'idle' });
    let current = true;
    const timer = setTimeout(() => {
      setState((before) => (before.state === 'found' ? before : { state: 'searching' }));
      ask(wanted, page).then(
        (result) => current && setState({ state: 'found', result }),
        (error) => current && setState({ state: 'failed', message: errorMessage(error) }),
      );
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted, page, ask]);
  return state;
}
