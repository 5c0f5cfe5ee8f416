import { useEffect } from 'react';
import type { Conversation } from '../kernel/conversation.ts';
import { type MenuEntry, type MenuPlace, PopoverMenu } from './popover-menu.tsx';
import { useApp } from './use-app.ts';

interface ChatMenuProps {
  readonly chat: Conversation;
  readonly place: MenuPlace;
  readonly onRename: () => void;
  readonly onClose: () => void;
  /** The chat leaves the list: on a phone the drawer closes. */
  readonly onGone?: () => void;
}

/** What can be done with a chat as a whole. */
export function ChatMenu({ chat, place, onRename, onClose, onGone }: ChatMenuProps) {
  const entries = useEntries(chat, onRename, onGone);

  // What is chosen is to be there at once.
  useEffect(() => void Promise.all([import('./chat-title-field.tsx'), import('./chat-deeds.ts')]), []);

  return <PopoverMenu label={`Options of ${chat.title || 'this chat'}`} {...{ entries, place, onClose }} />;
}

function useEntries(chat: Conversation, onRename: () => void, onGone?: () => void): readonly MenuEntry[] {
  const { actions } = useApp();
  const { id, pinned = false, archived = false, temporary = false } = chat;
  const exports: readonly MenuEntry[] = [
    {
      label: 'Export as Markdown',
      icon: 'download',
      run: () => void actions.exportChat(id, false),
    },
    {
      label: 'Export with memory steps',
      icon: 'memory',
      run: () => void actions.exportChat(id, true),
    },
  ];
  // It goes by itself; a copy is all that can be kept of it.
  if (temporary) return exports;
  return [
    { label: 'Rename', icon: 'pencil', run: onRename },
    { label: pinned ? 'Unpin' : 'Pin', icon: 'pin', run: () => void actions.pinChat(id, !pinned) },
    ...exports,
    {
      label: archived ? 'Unarchive' : 'Archive',
      icon: 'archive',
      run: () => void actions.archiveChat(id, !archived),
    },
    {
      label: 'Delete',
      icon: 'trash',
      isDanger: true,
      run: () => {
        void actions.deleteChat(id);
        onGone?.();
      },
    },
  ];
}
