import { useEffect, useRef, useState } from 'react';
import type { Block } from '../kernel/block.ts';
import styles from './block-card.module.css';
import { Button } from './button.tsx';
import { errorMessage } from './error-message.ts';
import panelStyles from './memory-panel.module.css';
import { useApp } from './use-app.ts';

/** Edits a block in place. What is refused stays in the field, with the reason. */
export function BlockEditor({ block, onDone }: { readonly block: Block; readonly onDone: () => void }) {
  const { actions } = useApp();
  const [value, setValue] = useState(block.value);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState('');
  /** What the model may have changed while one was writing. */
  const [before] = useState(block.value);
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  async function save(): Promise<void> {
    if (value === block.value) return onDone();
    setSaving(true);
    try {
      await actions.editBlock(block.label, value);
      onDone();
    } catch (error) {
      setProblem(errorMessage(error));
      setSaving(false);
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
        aria-label={`Text of ${block.label}`}
        rows={4}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            onDone();
          } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void save();
          }
        }}
      />
      {block.value !== before && (
        <p className={panelStyles.problem}>
          It was changed while you were writing. Saving replaces that change.
        </p>
      )}
      {problem !== '' && (
        <p role="alert" className={panelStyles.problem}>
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        <Button small onClick={onDone}>
          Cancel
        </Button>
        <Button small look="primary" type="submit" disabled={saving}>
          Save
        </Button>
      </div>
    </form>
  );
}
