import { lazy, type MouseEvent, Suspense, useState } from 'react';
import { IconButton } from './icon-button.tsx';
import type { MenuMessage } from './message-menu.tsx';
import type { MenuPlace } from './popover-menu.tsx';

const MessageMenu = lazy(async () => ({ default: (await import('./message-menu.tsx')).MessageMenu }));

interface MessageMenuButtonProps {
  readonly message: MenuMessage;
  readonly busy: boolean;
}

/** Opens what else can be done with a message. */
export function MessageMenuButton({ message, busy }: MessageMenuButtonProps) {
  const [place, setPlace] = useState<MenuPlace | null>(null);

  function open({ currentTarget }: MouseEvent<HTMLElement>): void {
    const { left, top, bottom } = currentTarget.getBoundingClientRect();
    setPlace({ left, top, bottom });
  }

  return (
    <>
      <IconButton
        icon="more"
        small
        label="More"
        aria-haspopup="menu"
        aria-expanded={place !== null}
        onClick={open}
      />
      {place && (
        <Suspense>
          <MessageMenu {...{ message, place, busy }} onClose={() => setPlace(null)} />
        </Suspense>
      )}
    </>
  );
}
