import { useState } from 'react';
import { Button } from './button.tsx';
import { formatBytes } from './format-bytes.ts';
import { lowSpace } from './low-space.ts';
import { MessageBar } from './message-bar.tsx';
import { useNavigation } from './navigation.ts';
import { useAppState } from './use-app.ts';

/** Says that space runs out before it does. Dismissed, it comes back when half of what was left is gone. */
export function LowSpaceBar() {
  const { openSettings } = useNavigation();
  const left = useAppState((state) => lowSpace(state.storage));
  const [seen, setSeen] = useState(Number.POSITIVE_INFINITY);
  if (left === null || left > seen / 2) return null;
  return (
    <MessageBar
      onDismiss={() => setSeen(left)}
      action={
        <Button small onClick={() => openSettings('storage')}>
          See what takes space
        </Button>
      }
    >
      Space runs short: {formatBytes(left)} left for Pagefile. What is stored is kept; a large document or a
      model may not fit any more.
    </MessageBar>
  );
}
