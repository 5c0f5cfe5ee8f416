import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { errorMessage } from './error-message.ts';
import { MessageBar } from './message-bar.tsx';
import type { UndoOffer } from './undo-offer.ts';
import { useApp, useAppState } from './use-app.ts';

/** How long it is offered to take something back; longer while the bar has the keyboard or the pointer. */
const OFFERED_MS = 10_000;

/** What was done to a message a moment ago, and the way back. */
export function OfferBar() {
  const offer = useAppState((state) => state.offer);
  return offer && <Offer key={offer.undo.id} offer={offer} />;
}

function Offer({ offer }: { readonly offer: UndoOffer }) {
  const { actions, store } = useApp();
  const busy = useAppState((state) => Object.keys(state.runs).length > 0);
  const [held, setHeld] = useState(false);
  const close = () => store.dispatch({ type: 'offer', offer: null });

  useEffect(() => {
    // What had the focus went with the message.
    if (document.activeElement === document.body) document.getElementById('main')?.focus();
  }, []);

  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => store.dispatch({ type: 'offer', offer: null }), OFFERED_MS);
    return () => clearTimeout(timer);
  }, [held, store]);

  async function undo(): Promise<void> {
    close();
    const { undo: back } = offer;
    try {
      if (back.type === 'note') await store.client.call('removeNote', { id: back.id });
      else await actions.switchVersion(back.id);
    } catch (error) {
      store.dispatch({ type: 'notice', message: errorMessage(error) });
    }
  }

  const away = useAppState(
    ({ view }) => offer.undo.type === 'version' && view?.conversation.id !== offer.undo.conversationId,
  );
  if (away) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps it while someone is about to use it
    <div
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      <MessageBar
        action={
          <Button small disabled={busy && offer.undo.type === 'version'} onClick={() => void undo()}>
            Undo
          </Button>
        }
        onDismiss={close}
      >
        {offer.words}
      </MessageBar>
    </div>
  );
}
