import { useState } from 'react';
import { useDraft } from './use-draft.ts';

/** A field with more characters than this makes each key wait. */
const LONG_TEXT = 20_000;

interface Parts {
  /** What stands in the field. */
  readonly text: string;
  /** What is too long for it, and goes with the message behind that. */
  readonly held: string;
}

/** The words not yet sent of one chat, of which the field holds what can be typed in. */
export function useLongDraft(conversationId: string, initial: string) {
  const [draft, setDraft] = useDraft(conversationId, initial);
  const [parts, setParts] = useState(() => cut(draft, ''));

  function put(text: string, held: string): void {
    const next = cut(text, held);
    setParts(next);
    setDraft(joined(next));
  }
  return { ...parts, whole: joined(parts), put };
}

function cut(text: string, held: string): Parts {
  return text.length > LONG_TEXT ? { text: '', held: joined({ text, held }) } : { text, held };
}

function joined({ text, held }: Parts): string {
  return text === '' || held === '' ? text + held : `${text}\n\n${held}`;
}
