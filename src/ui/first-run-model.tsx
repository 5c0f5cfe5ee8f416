import { Button } from './button.tsx';
import { formatBytes } from './format-bytes.ts';
import { useNavigation } from './navigation.ts';
import { OptionRow } from './option-row.tsx';
import { type OffersState, useOffers } from './use-offers.ts';

/** Offers a model, with its size; or says that none will run here. */
export function FirstRunModel() {
  const { openModels } = useNavigation();
  const offers = useOffers(null);
  return (
    <OptionRow icon="memory" title="Talk with a model" note={offerWords(offers)}>
      <Button small onClick={openModels}>
        {offers.state === 'known' && !offers.offers.capability.webgpu ? 'Why not' : 'See models'}
      </Button>
    </OptionRow>
  );
}

function offerWords(state: OffersState): string {
  if (state.state === 'asking') return 'Looking at what this device can run.';
  if (state.state === 'failed') return 'It could not be found out which models run here.';
  const { capability, offers } = state.offers;
  if (!capability.webgpu)
    return 'This browser gives no access to the graphics processor, so none can run here. Search works.';
  const fitting = offers.filter((it) => it.obstacle === null);
  const smallest = fitting.reduce(
    (least, it) => Math.min(least, it.row.downloadMb),
    Number.POSITIVE_INFINITY,
  );
  if (fitting.length === 0) return 'None of the models fits this device. Search works.';
  return `Downloaded once, from about ${formatBytes(smallest * 1e6)}. It then works offline.`;
}
