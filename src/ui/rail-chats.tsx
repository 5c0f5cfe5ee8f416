import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { Button } from './button.tsx';
import { formatNumber } from './format-count.ts';
import { groupChats } from './group-chats.ts';
import { Icon } from './icon.tsx';
import { useNavigation } from './navigation.ts';
import styles from './rail.module.css';
import { RailChat } from './rail-chat.tsx';
import { useAppState } from './use-app.ts';
import { useChatMenu } from './use-chat-menu.tsx';

const ArchivedChats = lazy(async () => ({ default: (await import('./archived-chats.tsx')).ArchivedChats }));

/** Chats drawn at first, and how many more "Show older" brings each time. */
const SHOWN = 200;

interface RailChatsProps {
  /** Whether the open chat is what is shown. */
  readonly shown: boolean;
  readonly onDone: () => void;
}

/** All chats by day, pinned ones above, and at the foot those that were put aside. */
export function RailChats({ shown, onDone }: RailChatsProps) {
  const { openChat } = useNavigation();
  const currentId = useAppState((state) => state.view?.conversation.id);
  const conversations = useAppState((state) => state.conversations);
  const [limit, setLimit] = useState(SHOWN);
  const [renamedId, setRenamedId] = useState<string | null>(null);
  const [archive, setArchive] = useState(false);
  const { groups, older, archived } = useMemo(() => {
    // A chat in which nothing has been said yet is what one is looking at, not yet something to go back to.
    const begun = conversations.filter((it) => it.headId !== null || it.id !== currentId);
    const listed = begun.filter((it) => !it.archived);
    const drawn = [...listed.filter((it) => it.pinned), ...listed.filter((it) => !it.pinned)].slice(0, limit);
    return {
      groups: groupChats(drawn, Date.now()),
      older: listed.length - drawn.length,
      archived: begun.length - listed.length,
    };
  }, [conversations, currentId, limit]);
  const { menu, openMenu, menuOf } = useChatMenu({ onRename: ({ id }) => setRenamedId(id), onGone: onDone });
  const open = useCallback(
    (id: string) => {
      void openChat(id);
      onDone();
    },
    [openChat, onDone],
  );

  return (
    <>
      <nav aria-label="Chats" className={styles.chats}>
        {groups.map(({ label, chats }) => (
          <section key={label}>
            <h2 className={styles.group}>{label}</h2>
            <ul>
              {chats.map((chat) => (
                <RailChat
                  key={chat.id}
                  chat={chat}
                  isCurrent={shown && chat.id === currentId}
                  isRenamed={chat.id === renamedId}
                  hasMenu={chat.id === menuOf}
                  onOpen={open}
                  onMenu={openMenu}
                  onRenamed={() => setRenamedId(null)}
                />
              ))}
            </ul>
          </section>
        ))}
        {older > 0 && (
          <Button small look="plain" className={styles.older} onClick={() => setLimit(limit + SHOWN)}>
            Show older · {formatNumber(older)} more
          </Button>
        )}
        {menu}
      </nav>
      {archived > 0 && (
        <button type="button" className={styles.entry} onClick={() => setArchive(true)}>
          <Icon name="archive" />
          Archived
          <span className={styles.count}>
            {formatNumber(archived)}
            <span className="hidden-visually">{archived === 1 ? ' chat' : ' chats'}</span>
          </span>
        </button>
      )}
      {archive && (
        <Suspense>
          <ArchivedChats onOpen={open} onClose={() => setArchive(false)} />
        </Suspense>
      )}
    </>
  );
}
