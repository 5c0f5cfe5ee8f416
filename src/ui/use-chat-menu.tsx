import { lazy, type MouseEvent, type ReactNode, Suspense, useCallback, useState } from 'react';
import type { Conversation } from '../kernel/conversation.ts';
import type { MenuPlace } from './popover-menu.tsx';

const ChatMenu = lazy(async () => ({ default: (await import('./chat-menu.tsx')).ChatMenu }));

interface ChatMenuOptions {
  readonly onRename: (chat: Conversation) => void;
  readonly onGone?: () => void;
}

/** One menu for however many chats there are: where it is drawn, and what opens it. */
export function useChatMenu({ onRename, onGone }: ChatMenuOptions) {
  const [open, setOpen] = useState<{ readonly chat: Conversation; readonly place: MenuPlace } | null>(null);

  /** By a button, beside it; by the secondary button, at the pointer. */
  const openMenu = useCallback((chat: Conversation, event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    const { left, top, bottom } = event.currentTarget.getBoundingClientRect();
    const atPointer = event.type === 'contextmenu' && event.clientX > 0;
    const { clientX, clientY } = event;
    const pointer = { left: clientX, top: clientY, bottom: clientY };
    setOpen({ chat, place: atPointer ? pointer : { left, top, bottom } });
  }, []);

  const menu: ReactNode = open && (
    <Suspense>
      <ChatMenu
        key={open.chat.id}
        chat={open.chat}
        place={open.place}
        onRename={() => onRename(open.chat)}
        onClose={() => setOpen(null)}
        {...(onGone && { onGone })}
      />
    </Suspense>
  );
  return { menu, openMenu, menuOf: open?.chat.id ?? null };
}
