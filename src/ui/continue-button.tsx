import { useState } from 'react';
import { Button } from './button.tsx';
import { errorMessage } from './error-message.ts';
import { returnToComposer } from './focus-composer.ts';
import { useApp, useAppState } from './use-app.ts';

interface ContinueButtonProps {
  /** The reply that was interrupted. */
  readonly messageId: string;
  readonly busy: boolean;
}

/** Asks for the rest of an interrupted reply, while nothing was said since and a model is there to write it. */
export function ContinueButton({ messageId, busy }: ContinueButtonProps) {
  const { store } = useApp();
  const isOffered = useAppState(
    ({ view, model }) => model.state === 'ready' && view?.messages.at(-1)?.id === messageId,
  );
  const [asked, setAsked] = useState(false);

  async function goOn(): Promise<void> {
    setAsked(true);
    try {
      await store.client.call('goOn', { conversationId: store.getState().view?.conversation.id ?? '' });
      returnToComposer();
    } catch (error) {
      store.dispatch({ type: 'notice', message: errorMessage(error) });
    }
    setAsked(false);
  }

  if (!isOffered) return null;
  return (
    <Button small disabled={busy || asked} onClick={() => void goOn()}>
      Continue
    </Button>
  );
}
