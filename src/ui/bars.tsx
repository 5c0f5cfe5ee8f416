import { Button } from './button.tsx';
import { MessageBar } from './message-bar.tsx';
import { UpdateBar } from './update-bar.tsx';
import { useApp, useAppState } from './use-app.ts';

/** What concerns the whole app: what is wrong with it, that a new version waits, and the worker's notices. */
export function Bars() {
  const { store } = useApp();
  const kind = useAppState((state) => state.storage.kind);
  const notices = useAppState((state) => state.notices);
  const lost = useAppState((state) => state.lost);
  return (
    <>
      {lost !== null && (
        <MessageBar
          warning
          action={
            <Button small look="primary" onClick={() => location.reload()}>
              Reload
            </Button>
          }
        >
          {lost} What is stored on this device is kept, and so is your draft.
        </MessageBar>
      )}
      {kind === 'memory' && (
        <MessageBar warning>
          Nothing is kept after this tab closes: the browser gives this page no storage, as in some private
          windows. To keep chats and documents, open Pagefile in an ordinary window.
        </MessageBar>
      )}
      <UpdateBar />
      {notices.map(({ key, message }) => (
        <MessageBar key={key} onDismiss={() => store.dispatch({ type: 'notice-dismissed', key })}>
          {message}
        </MessageBar>
      ))}
    </>
  );
}
