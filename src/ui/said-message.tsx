import { useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { returnToComposer } from './focus-composer.ts';
import { IconButton } from './icon-button.tsx';
import { LeftOutNote } from './left-out-note.tsx';
import { LongText } from './long-text.tsx';
import { MessageMenuButton } from './message-menu-button.tsx';
import { TextEditor } from './text-editor.tsx';
import styles from './transcript.module.css';
import { useApp } from './use-app.ts';
import { VersionSwitch } from './version-switch.tsx';

interface SaidMessageProps {
  readonly messageId: string;
  readonly text: string;
  /** It is not to be remembered. */
  readonly leftOut?: boolean;
  /** All versions of it, oldest first, where there are several. */
  readonly versions: readonly string[] | undefined;
  readonly busy: boolean;
  readonly pointedOut: boolean;
}

/** What the person said, to be edited in place: that makes a version, and destroys nothing. */
export function SaidMessage({
  messageId,
  text,
  leftOut = false,
  versions,
  busy,
  pointedOut,
}: SaidMessageProps) {
  const { actions } = useApp();
  // The version that is edited: when another takes its place, the editor has done its work.
  const [editedId, setEditedId] = useState<string | null>(null);
  const edit = useRef<HTMLButtonElement>(null);

  if (editedId === messageId) {
    return (
      <article aria-label="You" data-message={messageId}>
        <TextEditor
          label="Your words"
          initial={text}
          enterSaves
          onSave={(words) => actions.sayAgain(messageId, words).then(returnToComposer)}
          onCancel={() => {
            setEditedId(null);
            requestAnimationFrame(() => edit.current?.focus());
          }}
        />
      </article>
    );
  }
  return (
    <article aria-label="You" data-message={messageId} className={styles.asked}>
      <div className={classNames(styles.said, pointedOut && styles.pointedOut)}>
        <LongText text={text} />
      </div>
      {leftOut && <LeftOutNote messageId={messageId} busy={busy} />}
      <div className={classNames(styles.actions, versions && styles.shown)}>
        <IconButton
          ref={edit}
          icon="pencil"
          small
          label="Edit"
          disabled={busy}
          onClick={() => setEditedId(messageId)}
        />
        <MessageMenuButton message={{ messageId, text, isReply: false, leftOut }} busy={busy} />
        {versions && <VersionSwitch versions={versions} shownId={messageId} busy={busy} />}
      </div>
    </article>
  );
}
