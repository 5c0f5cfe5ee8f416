import { useState } from 'react';
import { errorMessage } from './error-message.ts';
import { returnToComposer } from './focus-composer.ts';
import { useApp } from './use-app.ts';

/** Says the exchange of a message anew; with whether that is on its way. What goes wrong is said in a notice. */
export function useSayAgain(messageId: string): [() => void, boolean] {
  const { actions, store } = useApp();
  const [asked, setAsked] = useState(false);

  async function sayAgain(): Promise<void> {
    setAsked(true);
    try {
      await actions.sayAgain(messageId);
      returnToComposer();
    } catch (error) {
      store.dispatch({ type: 'notice', message: errorMessage(error) });
    }
    setAsked(false);
  }

  return [() => void sayAgain(), asked];
}
