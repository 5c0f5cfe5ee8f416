import { useEffect } from 'react';
import type { ModelOffers } from '../worker/app-protocol.ts';
import { useApp, useAppState } from './use-app.ts';

export type OffersState =
  | { readonly state: 'asking' }
  | { readonly state: 'known'; readonly offers: ModelOffers }
  | { readonly state: 'failed'; readonly message: string };

/** Which models can be had here; asked anew for each place that shows them, which shows the last answer so far. */
export function useOffers(): OffersState {
  const { actions } = useApp();
  const offers = useAppState((state) => state.models.offers);
  const message = useAppState((state) => state.models.problem);

  useEffect(() => void actions.askModels(), [actions]);
  if (offers) return { state: 'known', offers };
  return message === '' ? { state: 'asking' } : { state: 'failed', message };
}
