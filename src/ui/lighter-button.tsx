import type { ModelStatus } from '../worker/app-protocol.ts';
import { Button } from './button.tsx';
import { describeLighter } from './describe-lighter.ts';
import { engineGroups } from './engine-groups.ts';
import { errorMessage } from './error-message.ts';
import { useNavigation } from './navigation.ts';
import { useApp, useAppState } from './use-app.ts';

interface LighterButtonProps {
  readonly status: Extract<ModelStatus, { state: 'failed' }>;
  readonly small?: boolean;
}

/** Offers what asks less of the device, once a model was lost or did not fit. */
export function LighterButton({ status, small = true }: LighterButtonProps) {
  const { store, offline } = useApp();
  const { openModels } = useNavigation();
  const { lighter } = status;
  const id = lighter?.id ?? '';
  const offer = useAppState(({ models }) => models.offers?.offers.find((it) => it.row.id === id));
  const files = useAppState(({ models }) => models.files[id]);
  if (!lighter) return null;
  const here = id === status.row.id || files?.state === 'ready';
  const { windowTokens } = lighter;

  function take(): void {
    if (!here && !offer) {
      openModels();
      return;
    }
    void offline.cache(engineGroups((offer?.row ?? status.row).engine));
    store.client
      .call(here ? 'loadModel' : 'getModel', { id, windowTokens })
      .catch((error) => store.dispatch({ type: 'notice', message: errorMessage(error) }));
  }

  return (
    <Button small={small} onClick={take}>
      {describeLighter({ ...status, lighter }, offer, files)}
    </Button>
  );
}
