import { useEffect, useRef, useState } from 'react';
import type { Block } from '../kernel/block.ts';
import styles from './block-form.module.css';
import { BlockForm } from './block-form.tsx';
import { BlockShareChoice } from './block-share-choice.tsx';
import { Button } from './button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { useApp } from './use-app.ts';

/** What a block is for and how much room it has; also the way to remove it. */
export function BlockSettings({ block, onDone }: { readonly block: Block; readonly onDone: () => void }) {
  const { store, actions } = useApp();
  const { label } = block;
  const [description, setDescription] = useState(block.description);
  const [percent, setPercent] = useState(block.percent ?? null);
  const [removing, setRemoving] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function save(): Promise<void> {
    const changed = await store.client.call('changeBlock', { label, description, percent });
    store.dispatch({ type: 'block-edited', block: changed });
    void actions.askOverlong();
    onDone();
  }

  return (
    <>
      <BlockForm
        label={`Settings of ${label}`}
        action="Save"
        onSave={save}
        onCancel={onDone}
        aside={
          <Button small look="plain" className={styles.aside} onClick={() => setRemoving(true)}>
            Remove block
          </Button>
        }
      >
        <label className={styles.field}>
          <span>What belongs here</span>
          <input
            ref={field}
            value={description}
            maxLength={120}
            autoComplete="off"
            onChange={({ target }) => setDescription(target.value)}
          />
        </label>
        <BlockShareChoice percent={percent} onChoose={setPercent} />
      </BlockForm>
      {removing && (
        <ConfirmDialog
          title={`Remove ${label} from core memory?`}
          action="Remove"
          onConfirm={() => store.client.call('removeBlock', { label })}
          onClose={() => setRemoving(false)}
        >
          <p>
            The model no longer sees its text and cannot write in it. Its history is kept: add a block named{' '}
            {label} again to see it and to go back to what it said.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
