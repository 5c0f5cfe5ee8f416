import { type KeyboardEvent, type ReactNode, type SubmitEvent, useState } from 'react';
import styles from './block-form.module.css';
import { Button } from './button.tsx';
import { errorMessage } from './error-message.ts';
import { isComposing } from './is-composing.ts';
import panelStyles from './memory-panel.module.css';

interface BlockFormProps {
  readonly label: string;
  /** What the button does, as a verb. */
  readonly action: string;
  readonly onSave: () => Promise<unknown>;
  readonly onCancel: () => void;
  readonly children: ReactNode;
  /** Stands at the start of the row of buttons. */
  readonly aside?: ReactNode;
}

/** Fields about a block with their buttons. Escape leaves; what is refused stays, with the reason. */
export function BlockForm({ label, action, onSave, onCancel, children, aside }: BlockFormProps) {
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState('');

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (saving) return;
    setSaving(true);
    setProblem('');
    try {
      await onSave();
    } catch (error) {
      setProblem(errorMessage(error));
      setSaving(false);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  }

  return (
    <form
      className={styles.form}
      aria-label={label}
      onSubmit={(event) => void save(event)}
      onKeyDown={onKeyDown}
    >
      {children}
      {problem !== '' && (
        <p role="alert" className={panelStyles.problem}>
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        {aside}
        <Button small onClick={onCancel}>
          Cancel
        </Button>
        <Button small look="primary" type="submit" disabled={saving}>
          {action}
        </Button>
      </div>
    </form>
  );
}
