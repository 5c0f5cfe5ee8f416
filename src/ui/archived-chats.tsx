import { useState } from 'react';
import styles from './archived-chats.module.css';
import { Button } from './button.tsx';
import { formatNumber } from './format-count.ts';
import { formatDay } from './format-time.ts';
import { IconButton } from './icon-button.tsx';
import { ModalDialog } from './modal-dialog.tsx';
import { useApp, useAppState } from './use-app.ts';

/** Chats drawn at first, and how many more "Show older" brings each time. */
const SHOWN = 100;

interface ArchivedChatsProps {
  readonly onOpen: (id: string) => void;
  readonly onClose: () => void;
}

/** Chats that were put aside: out of the list, and found by search all the same. */
export function ArchivedChats({ onOpen, onClose }: ArchivedChatsProps) {
  const { actions } = useApp();
  const conversations = useAppState((state) => state.conversations);
  const [limit, setLimit] = useState(SHOWN);
  const archived = conversations.filter((it) => it.archived);
  const older = archived.length - limit;

  return (
    <ModalDialog label="Archived chats" onClose={onClose}>
      <div className={styles.body}>
        <p className={styles.note}>
          {archived.length === 0
            ? 'No chat is archived.'
            : 'Search and memory still find what was said here.'}
        </p>
        <ul className={styles.list}>
          {archived.slice(0, limit).map(({ id, title, updatedAt }) => (
            <li key={id} className={styles.chat}>
              <button
                type="button"
                className={styles.open}
                onClick={() => {
                  onClose();
                  onOpen(id);
                }}
              >
                <span dir="auto" className={styles.title}>
                  {title || 'New chat'}
                </span>
                <span className={styles.day}>{formatDay(updatedAt)}</span>
              </button>
              <Button small onClick={() => void actions.archiveChat(id, false)}>
                Unarchive
              </Button>
              <IconButton
                icon="trash"
                small
                label={`Delete ${title || 'this chat'}`}
                onClick={() => {
                  // What takes it back lies behind this dialog.
                  onClose();
                  void actions.deleteChat(id);
                }}
              />
            </li>
          ))}
        </ul>
        {older > 0 && (
          <Button small look="plain" onClick={() => setLimit(limit + SHOWN)}>
            Show older · {formatNumber(older)} more
          </Button>
        )}
      </div>
    </ModalDialog>
  );
}
