import { useEffect, useState } from 'react';
import type { AppRequests } from '../worker/app-protocol.ts';
import { errorMessage } from './error-message.ts';
import { useApp } from './use-app.ts';

export type Offers = AppRequests['models']['result'];

export type OffersState =
  | { readonly state: 'asking' }
  | { readonly state: 'known'; readonly offers: Offers }
  | { readonly state: 'failed'; readonly message: string };

/** Which models can be had here; asked anew whenever `version` changes. */
export function useOffers(version: unknown): OffersState {
  const { client } = useApp().store;
  const [state, setState] = useState<OffersState>({ state: 'asking' });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the answer may have changed
  useEffect(() => {
    let wanted = true;
    client.call('models', {}).then(
      (offers) => wanted && setState({ state: 'known', offers }),
      (error) => wanted && setState({ state: 'failed', message: errorMessage(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [client, version]);
  return state;
}
