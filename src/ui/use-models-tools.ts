import { useMemo, useState } from 'react';
import type { ModelOffer } from '../worker/app-protocol.ts';
import { engineGroups } from './engine-groups.ts';
import { errorMessage } from './error-message.ts';
import type { ModelsDialogTools } from './models-dialog-context.ts';
import { useApp } from './use-app.ts';
import { useOffline } from './use-offline.ts';

/** What the parts of the models dialog share, from what the dialog itself keeps. */
export function useModelsTools(
  say: (words: string) => void,
  askDelete: (offer: ModelOffer) => void,
): ModelsDialogTools {
  const { store, actions, offline } = useApp();
  const { groups } = useOffline();
  const [windows, setWindows] = useState<Readonly<Record<string, number>>>({});
  const [trying, setTrying] = useState(false);

  return useMemo(() => {
    async function tryCpu(): Promise<void> {
      if (trying) return;
      setTrying(true);
      say('Trying how fast this device is. This takes about ten seconds.');
      void offline.cache(engineGroups('wllama'));
      try {
        await store.client.call('tryCpu', {});
        await actions.askModels();
        say('How fast each model would be here stands with it now.');
      } catch (error) {
        say(errorMessage(error));
      }
      setTrying(false);
    }
    return {
      say,
      askDelete,
      windows,
      chooseWindow: (id, tokens) => setWindows((before) => ({ ...before, [id]: tokens })),
      trying,
      tryCpu: () => void tryCpu(),
      groups,
    };
  }, [say, askDelete, windows, trying, groups, store, actions, offline]);
}
