import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { errorMessage } from './error-message.ts';
import { isComposing } from './is-composing.ts';
import styles from './text-editor.module.css';

interface TextEditorProps {
  /** What the field holds, for screen readers. */
  readonly label: string;
  readonly initial: string;
  /** Resolves when the editor may go; what rejects is said here, and the text stays. */
  readonly onSave: (text: string) => Promise<unknown>;
  readonly onCancel: () => void;
  /** Enter saves and Shift+Enter breaks the line, as in the composer; else Enter breaks and Ctrl+Enter saves. */
  readonly enterSaves?: boolean;
  readonly mayBeEmpty?: boolean;
  readonly rows?: number;
  /** Something to know while writing. */
  readonly children?: ReactNode;
}

/** Edits a text in place. */
export function TextEditor({
  label,
  initial,
  onSave,
  onCancel,
  enterSaves = false,
  mayBeEmpty = false,
  rows = 1,
  children,
}: TextEditorProps) {
  const [text, setText] = useState(initial);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const refused = saving || (!mayBeEmpty && text.trim() === '');

  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  async function save(): Promise<void> {
    if (refused) return;
    setSaving(true);
    setProblem('');
    try {
      await onSave(text);
    } catch (error) {
      setProblem(errorMessage(error));
      setSaving(false);
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (isComposing(event)) return;
    const submits = enterSaves ? !event.shiftKey && !event.altKey : event.ctrlKey || event.metaKey;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    } else if (event.key === 'Enter' && submits) {
      event.preventDefault();
      void save();
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        ref={field}
        className={styles.field}
        aria-label={label}
        rows={rows}
        value={text}
        enterKeyHint={enterSaves ? 'send' : 'enter'}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {children}
      {problem !== '' && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        <Button small onClick={onCancel}>
          Cancel
        </Button>
        <Button small look="primary" type="submit" disabled={refused}>
          Save
        </Button>
      </div>
    </form>
  );
}
