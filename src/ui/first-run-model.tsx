import type { ModelOffers } from '../worker/app-protocol.ts';
import { Button } from './button.tsx';
import { describeGetting, findGetting } from './describe-getting.ts';
import { formatBytes } from './format-bytes.ts';
import { useNavigation } from './navigation.ts';
import { OptionRow } from './option-row.tsx';
import { useAppState } from './use-app.ts';
import { type OffersState, useOffers } from './use-offers.ts';

/** Offers the model that suits this device, with its size, and the tour that needs none. */
export function FirstRunModel() {
  const { openModels } = useNavigation();
  const getting = findGetting(
    useAppState((state) => state.models),
    false,
  );
  const offers = useOffers();
  const known = offers.state === 'known' ? offers.offers : null;
  const runs = known?.offers.some((it) => it.obstacle === null && it.row.origin !== 'practice') ?? true;
  const tour = known?.offers.some((it) => it.row.origin === 'practice') ?? false;
  return (
    <>
      <OptionRow
        icon="memory"
        title="Talk with a model"
        note={getting ? describeGetting(getting) : offerWords(offers)}
      >
        <Button small onClick={openModels}>
          {runs ? 'See models' : 'Why not'}
        </Button>
      </OptionRow>
      {tour && (
        <OptionRow
          icon="info"
          title="See how memory works"
          note="A one-minute tour with a tiny model that comes with the app."
        >
          <Button small onClick={openModels}>
            Take the tour
          </Button>
        </OptionRow>
      )}
    </>
  );
}

function offerWords(state: OffersState): string {
  if (state.state === 'asking') return 'Looking at what this device can run.';
  if (state.state === 'failed') return 'It could not be found out which models run here.';
  const suggested = suggestedOf(state.offers);
  if (suggested) {
    const { name, downloadMb } = suggested.row;
    return `${name} suits this device: ${formatBytes(downloadMb * 1e6)}, downloaded once. It then works offline.`;
  }
  return 'None of the models runs on this device. Search works.';
}

function suggestedOf({ offers, suggestedId }: ModelOffers): ModelOffers['offers'][number] | undefined {
  const fitting = offers.filter((it) => it.obstacle === null && it.row.origin !== 'practice');
  return fitting.find((it) => it.row.id === suggestedId) ?? fitting[0];
}
