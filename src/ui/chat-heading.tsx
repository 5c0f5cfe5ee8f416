import { useState } from 'react';
import styles from './chat-header.module.css';
import { ChatTitle } from './chat-title.tsx';
import { Icon } from './icon.tsx';
import { useAppState } from './use-app.ts';
import { useChatMenu } from './use-chat-menu.tsx';

/** The title of the open chat; once something was said, it opens what can be done with the chat. */
export function ChatHeading() {
  const chat = useAppState((state) => state.view?.conversation);
  const [renamedId, setRenamedId] = useState<string | null>(null);
  const { menu, openMenu, menuOf } = useChatMenu({ onRename: ({ id }) => setRenamedId(id) });
  if (!chat) return null;
  const title = (
    <span dir="auto" className={styles.title}>
      {chat.title || (chat.temporary ? 'Temporary chat' : 'New chat')}
    </span>
  );
  const hasOptions = chat.headId !== null;
  return (
    <>
      <h1 className={styles.heading} onContextMenu={(event) => hasOptions && openMenu(chat, event)}>
        {chat.id === renamedId ? (
          <ChatTitle chat={chat} onDone={() => setRenamedId(null)} />
        ) : hasOptions ? (
          <button
            type="button"
            className={styles.titleButton}
            title="Options of this chat"
            aria-haspopup="menu"
            aria-expanded={chat.id === menuOf}
            onClick={(event) => openMenu(chat, event)}
          >
            {title}
            <Icon name="chevron" size={14} />
          </button>
        ) : (
          title
        )}
      </h1>
      {menu}
    </>
  );
}
