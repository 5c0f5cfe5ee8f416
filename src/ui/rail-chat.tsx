import { type MouseEvent, memo } from 'react';
import type { Conversation } from '../kernel/conversation.ts';
import { ChatTitle } from './chat-title.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './rail.module.css';
import { useAppState } from './use-app.ts';

interface RailChatProps {
  readonly chat: Conversation;
  /** It is the one that is read. */
  readonly isCurrent: boolean;
  readonly isRenamed: boolean;
  readonly hasMenu: boolean;
  readonly onOpen: (id: string) => void;
  readonly onMenu: (chat: Conversation, event: MouseEvent<HTMLElement>) => void;
  readonly onRenamed: () => void;
}

/** A chat in the rail. Its title is clipped where the room ends, and reads in its own direction. */
export const RailChat = memo(function RailChat(props: RailChatProps) {
  const { chat, isCurrent, isRenamed, hasMenu, onOpen, onMenu, onRenamed } = props;
  if (isRenamed) {
    return (
      <li className={styles.chat}>
        <ChatTitle chat={chat} onDone={onRenamed} />
      </li>
    );
  }
  return (
    <li className={styles.chat} onContextMenu={(event) => onMenu(chat, event)}>
      <button
        type="button"
        className={styles.entry}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={() => onOpen(chat.id)}
      >
        <span dir="auto" className={styles.title}>
          {chat.title || 'New chat'}
        </span>
        {!isCurrent && <BusyMark conversationId={chat.id} />}
      </button>
      <IconButton
        icon="more"
        small
        label={`Options of ${chat.title || 'this chat'}`}
        aria-haspopup="menu"
        aria-expanded={hasMenu}
        className={styles.more}
        onClick={(event) => onMenu(chat, event)}
      />
    </li>
  );
});

function BusyMark({ conversationId }: { readonly conversationId: string }) {
  const running = useAppState((state) => state.runs[conversationId] !== undefined);
  return running && <span className={styles.busy} role="img" aria-label="Answering" />;
}
