import { useEffect } from 'react';
import { Button } from './button.tsx';
import { MessageBar } from './message-bar.tsx';
import { useApp, useAppState } from './use-app.ts';

/** How long a deleted chat can be brought back. The worker keeps it a little longer. */
const RESTORABLE_MS = 10_000;

/** What was deleted a moment ago, and the way back. */
export function DeletedChatBar() {
  const { actions, store } = useApp();
  const deleted = useAppState((state) => state.deletedChat);
  const id = deleted?.chat.id;

  useEffect(() => {
    if (id === undefined) return;
    // What had the focus went with the chat.
    if (document.activeElement === document.body) document.getElementById('main')?.focus();
    const over = () => store.dispatch({ type: 'chats', change: { type: 'gone', id } });
    const timer = setTimeout(over, RESTORABLE_MS);
    return () => clearTimeout(timer);
  }, [id, store]);

  if (!deleted) return null;
  const { title } = deleted.chat;
  return (
    <MessageBar
      key={id}
      action={
        <Button small onClick={() => void actions.restoreChat()}>
          Undo
        </Button>
      }
    >
      Chat deleted
      {title !== '' && (
        <>
          : <bdi>{title}</bdi>
        </>
      )}
    </MessageBar>
  );
}
