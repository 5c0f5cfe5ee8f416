import { useState } from 'react';
import { Button } from './button.tsx';
import { MessageBar } from './message-bar.tsx';
import { useApp, useAppState } from './use-app.ts';
import { useOffline } from './use-offline.ts';

/** A new version never interrupts: it is offered, and not while an answer is under way. */
export function UpdateBar() {
  const { offline } = useApp();
  const { update } = useOffline();
  const running = useAppState((state) => Object.keys(state.runs).length > 0);
  const [later, setLater] = useState(false);
  if (update === 'none' || later) return null;
  const [words, verb, act] =
    update === 'waiting'
      ? ['A new version is ready.', 'Update now', offline.applyUpdate]
      : ['A new version is active in another tab.', 'Reload', () => location.reload()];
  return (
    <MessageBar
      onDismiss={() => setLater(true)}
      action={
        <Button small disabled={running} onClick={act}>
          {running ? 'After this answer' : verb}
        </Button>
      }
    >
      {words}
    </MessageBar>
  );
}
