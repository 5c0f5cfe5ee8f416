import type { ModelStatus } from '../worker/app-protocol.ts';
import { Button } from './button.tsx';
import { engineGroups } from './engine-groups.ts';
import { errorMessage } from './error-message.ts';
import { returnToComposer } from './focus-composer.ts';
import { LighterButton } from './lighter-button.tsx';
import { useApp } from './use-app.ts';

/** What can be done about a model that was lost or did not load. */
export function LoadAgain({ status }: { readonly status: Extract<ModelStatus, { state: 'failed' }> }) {
  const { store, offline } = useApp();
  const { id, engine } = status.row;

  function load(): void {
    void offline.cache(engineGroups(engine));
    store.client
      .call('loadModel', { id })
      .catch((error) => store.dispatch({ type: 'notice', message: errorMessage(error) }));
    returnToComposer();
  }

  return (
    <>
      <Button small onClick={load}>
        Load again
      </Button>
      <LighterButton status={status} />
    </>
  );
}
