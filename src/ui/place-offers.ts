import type { ModelOffer, ModelOffers } from '../worker/app-protocol.ts';
import type { FilesState } from './models-state.ts';

/** The offers as the dialog shows them; each stands in one place. */
export interface PlacedOffers {
  /** The one to begin with, until it is here. */
  readonly suggested: ModelOffer | null;
  /** All of it, or a part that can be gone on with. */
  readonly here: readonly ModelOffer[];
  readonly practice: ModelOffer | null;
  readonly more: readonly ModelOffer[];
  /** Those of them that won't run on this device. */
  readonly unfit: readonly ModelOffer[];
}

/** `inUseId`: the model in the engine, which is on this device whatever is known of its files. */
export function placeOffers(
  { offers, suggestedId }: ModelOffers,
  files: Readonly<Record<string, FilesState>>,
  inUseId: string | null,
): PlacedOffers {
  const here: ModelOffer[] = [];
  const more: ModelOffer[] = [];
  const unfit: ModelOffer[] = [];
  let suggested: ModelOffer | null = null;
  let practice: ModelOffer | null = null;
  for (const offer of offers) {
    const { row, obstacle } = offer;
    if (row.origin === 'practice') practice = offer;
    else if ((files[row.id] ?? offer.files).state !== 'absent' || row.id === inUseId) here.push(offer);
    else if (row.id === suggestedId) suggested = offer;
    else if (obstacle === null) more.push(offer);
    else unfit.push(offer);
  }
  return { suggested, here, practice, more, unfit };
}
