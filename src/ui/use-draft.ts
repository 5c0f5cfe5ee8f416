import { useCallback, useEffect, useRef, useState } from 'react';
import { keptDraft } from './kept-draft.ts';
import { useApp } from './use-app.ts';

/** How long the writer must pause before the draft is saved, in milliseconds. */
const pause = 400;

/** The words not yet sent of one chat, saved as they are written. */
export function useDraft(conversationId: string, initial: string): [string, (text: string) => void] {
  const { actions } = useApp();
  const [kept] = useState(() => keptDraft(conversationId));
  const [text, setText] = useState(kept ?? initial);
  // What this tab alone has is saved in any case, also when it was sent meanwhile: else it would come back.
  const saved = useRef(kept === null ? initial : null);
  const current = useRef(text);

  const save = useCallback(() => {
    if (current.current === saved.current) return;
    saved.current = current.current;
    actions.saveDraft(conversationId, current.current);
  }, [actions, conversationId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change starts the pause anew
  useEffect(() => {
    const timer = setTimeout(save, pause);
    return () => clearTimeout(timer);
  }, [save, text]);

  useEffect(() => {
    // Phones end pages without a word after hiding them.
    const onHidden = () => document.visibilityState === 'hidden' && save();
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      save();
    };
  }, [save]);

  const change = useCallback((next: string) => {
    current.current = next;
    setText(next);
  }, []);
  return [text, change];
}
