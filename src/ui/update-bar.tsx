import { useState } from 'react';
import { Button } from './button.tsx';
import { MessageBar } from './message-bar.tsx';
import type { OfflineState } from './offline-store.ts';
import { useApp } from './use-app.ts';
import { useOffline } from './use-offline.ts';

/**
 * A new version never interrupts: it is offered, waits until no tab is at work once it was asked for, and comes with
 * the next start in any case.
 */
export function UpdateBar({ atWork }: { readonly atWork: boolean }) {
  const { offline } = useApp();
  const { update } = useOffline();
  const [dismissed, setDismissed] = useState<OfflineState['update']>('none');
  if (update === 'none' || update === dismissed) return null;
  return (
    <MessageBar
      onDismiss={() => setDismissed(update)}
      action={
        update === 'waiting' ? (
          <Button small onClick={offline.applyUpdate}>
            {atWork ? 'Update when idle' : 'Update now'}
          </Button>
        ) : update === 'active' ? (
          <Button small disabled={atWork} onClick={() => location.reload()}>
            {atWork ? 'When this is done' : 'Reload'}
          </Button>
        ) : null
      }
    >
      {words[update]}
    </MessageBar>
  );
}

const words = {
  waiting: 'A new version is ready.',
  asked:
    'The new version comes as soon as answers, documents, downloads and edits are done, in every tab of Pagefile. The message you are writing is kept.',
  active: 'A new version is active in another tab.',
} as const;
