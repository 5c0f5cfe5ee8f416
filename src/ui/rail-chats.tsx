import { useState } from 'react';
import type { Conversation } from '../kernel/conversation.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { groupChats } from './group-chats.ts';
import { IconButton } from './icon-button.tsx';
import { useNavigation } from './navigation.ts';
import styles from './rail.module.css';
import { useApp, useAppState } from './use-app.ts';

interface RailChatsProps {
  /** Whether the open chat is what is shown. */
  readonly shown: boolean;
  readonly onDone: () => void;
}

/** All chats by day. */
export function RailChats({ shown, onDone }: RailChatsProps) {
  const { actions } = useApp();
  const { openChat } = useNavigation();
  const conversations = useAppState((state) => state.conversations);
  const currentId = useAppState((state) => state.view?.conversation.id);
  // A chat in which nothing has been said yet is what one is looking at, not yet something to go back to.
  const listed = conversations.filter((it) => it.headId !== null || it.id !== currentId);
  const [removing, setRemoving] = useState<Conversation | null>(null);

  return (
    <nav aria-label="Chats" className={styles.chats}>
      {groupChats(listed, Date.now()).map(({ label, chats }) => (
        <section key={label}>
          <h2 className={styles.group}>{label}</h2>
          <ul>
            {chats.map((chat) => (
              <li key={chat.id} className={styles.chat}>
                <button
                  type="button"
                  className={styles.entry}
                  aria-current={shown && chat.id === currentId ? 'page' : undefined}
                  onClick={() => {
                    openChat(chat.id);
                    onDone();
                  }}
                >
                  <span className={styles.title}>{chat.title || 'New chat'}</span>
                  {chat.id !== currentId && <BusyMark conversationId={chat.id} />}
                </button>
                <IconButton
                  icon="trash"
                  small
                  label={`Remove ${chat.title || 'this chat'}`}
                  className={styles.remove}
                  onClick={() => setRemoving(chat)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {removing && (
        <ConfirmDialog
          title={`Remove “${removing.title || 'New chat'}”?`}
          action="Remove"
          onConfirm={() => actions.removeChat(removing.id)}
          onClose={() => setRemoving(null)}
        >
          <p>
            Its messages leave the list and recall, and cannot be brought back. Core memory, notes and
            documents stay.
          </p>
        </ConfirmDialog>
      )}
    </nav>
  );
}

function BusyMark({ conversationId }: { readonly conversationId: string }) {
  const running = useAppState((state) => state.runs[conversationId] !== undefined);
  return running && <span className={styles.busy} role="img" aria-label="Answering" />;
}
