import { lazy, Suspense } from 'react';
import { Button } from './button.tsx';
import { lowSpace } from './low-space.ts';
import { MessageBar } from './message-bar.tsx';
import { UpdateOffer } from './update-offer.tsx';
import { useApp, useAppState } from './use-app.ts';

const LowSpaceBar = lazy(async () => ({ default: (await import('./low-space-bar.tsx')).LowSpaceBar }));
const OfferBar = lazy(async () => ({ default: (await import('./offer-bar.tsx')).OfferBar }));
const DeletedChatBar = lazy(async () => ({
  default: (await import('./deleted-chat-bar.tsx')).DeletedChatBar,
}));

/** What concerns the whole app: what is wrong with it, that a new version waits, and the worker's notices. */
export function Bars() {
  const { store } = useApp();
  const kind = useAppState((state) => state.storage.kind);
  const spaceIsLow = useAppState((state) => lowSpace(state.storage) !== null);
  const notices = useAppState((state) => state.notices);
  const deleted = useAppState((state) => state.deletedChat?.isStored === true);
  const offered = useAppState((state) => state.offer !== null);
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
      {spaceIsLow && (
        <Suspense>
          <LowSpaceBar />
        </Suspense>
      )}
      <UpdateOffer />
      {deleted && (
        <Suspense>
          <DeletedChatBar />
        </Suspense>
      )}
      {offered && (
        <Suspense>
          <OfferBar />
        </Suspense>
      )}
      {notices.map(({ key, message }) => (
        <MessageBar key={key} onDismiss={() => store.dispatch({ type: 'notice-dismissed', key })}>
          {message}
        </MessageBar>
      ))}
    </>
  );
}
