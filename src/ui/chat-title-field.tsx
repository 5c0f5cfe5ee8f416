import { useLayoutEffect, useRef } from 'react';
import type { Conversation } from '../kernel/conversation.ts';
import styles from './chat-title-field.module.css';
import { isComposing } from './is-composing.ts';
import { useApp } from './use-app.ts';

interface ChatTitleFieldProps {
  readonly chat: Conversation;
  readonly onDone: () => void;
}

/** Longer than any title is of use; what is pasted may be a book. */
const LONGEST = 300;

/** The title of a chat where it stands, to be changed: Enter or leaving keeps it, Escape does not. */
export function ChatTitleField({ chat, onDone }: ChatTitleFieldProps) {
  const { actions } = useApp();
  const field = useRef<HTMLInputElement>(null);
  const ended = useRef(false);

  useLayoutEffect(() => {
    const place = field.current?.parentElement;
    field.current?.select();
    return () => {
      // What stood here before stands here again: the focus goes on from it, unless it went elsewhere.
      setTimeout(() => {
        if (document.activeElement === document.body) place?.querySelector('button')?.focus();
      });
    };
  }, []);

  function end(isKept: boolean): void {
    if (ended.current) return;
    ended.current = true;
    const title = field.current?.value.trim() ?? '';
    if (isKept && title !== chat.title) void actions.renameChat(chat.id, title);
    onDone();
  }

  return (
    <input
      ref={field}
      // Asked for by a choice in a menu: this is where one goes on.
      // biome-ignore lint/a11y/noAutofocus: the person chose to rename
      autoFocus
      type="text"
      dir="auto"
      className={styles.field}
      aria-label="Title of the chat"
      title="Leave it empty for the first words of the chat"
      placeholder="The first words of the chat"
      maxLength={LONGEST}
      defaultValue={chat.title}
      autoComplete="off"
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        end(event.key === 'Enter');
      }}
    />
  );
}
