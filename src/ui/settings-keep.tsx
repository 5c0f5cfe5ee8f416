import { useState } from 'react';
import { Button } from './button.tsx';
import { OptionRow } from './option-row.tsx';
import { useApp, useAppState } from './use-app.ts';

/** Whether the browser has agreed to keep what is stored, and the button that asks it. */
export function SettingsKeep() {
  const { actions } = useApp();
  const { kind, persisted } = useAppState((state) => state.storage);
  const [asked, setAsked] = useState(false);
  if (kind === 'memory') return null;

  async function ask(): Promise<void> {
    await actions.keepStorage();
    setAsked(true);
  }

  return (
    <OptionRow
      icon={persisted ? 'check' : 'warning'}
      title={persisted ? 'Kept until you remove it' : 'May be cleared when space runs short'}
      note={keepWords(persisted, asked)}
    >
      {!persisted && (
        <Button small onClick={() => void ask()}>
          {asked ? 'Ask again' : 'Ask the browser to keep it'}
        </Button>
      )}
    </OptionRow>
  );
}

function keepWords(persisted: boolean, asked: boolean): string {
  if (persisted) return 'The browser has agreed not to clear this data by itself.';
  if (!asked) return 'The browser may clear this data when the device is full, unless it agrees to keep it.';
  return (
    'The browser has not agreed. Nothing is lost by that, and all works as before; but on a full device it may ' +
    'clear everything here at once. Installing the app, or using it more, often changes its mind.'
  );
}
