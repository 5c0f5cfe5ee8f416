import { useEffect, useRef, useState } from 'react';
import styles from './block-form.module.css';
import { BlockForm } from './block-form.tsx';
import { BlockShareChoice } from './block-share-choice.tsx';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import panelStyles from './memory-panel.module.css';
import { useApp } from './use-app.ts';
import { useReturnFocus } from './use-return-focus.ts';

/** Adds a block to core memory. */
export function BlockAdder() {
  const [adding, setAdding] = useState(false);
  const opener = useReturnFocus<HTMLButtonElement>(adding);
  if (adding) return <NewBlock onDone={() => setAdding(false)} />;
  return (
    <Button ref={opener} small className={styles.opener} onClick={() => setAdding(true)}>
      Add a block
    </Button>
  );
}

function NewBlock({ onDone }: { readonly onDone: () => void }) {
  const { store, actions } = useApp();
  const [label, setLabel] = useState('');
  const [description, setDescription] = useState('');
  const [percent, setPercent] = useState<number | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function save(): Promise<void> {
    const block = await store.client.call('addBlock', { label, description, percent });
    store.dispatch({ type: 'block-edited', block });
    // The others have less room now.
    void actions.askOverlong();
    onDone();
  }

  return (
    <section className={classNames(panelStyles.card, styles.opener)} aria-label="New block">
      <BlockForm label="New block" action="Add" onSave={save} onCancel={onDone}>
        <label className={styles.field}>
          <span>Name, one lower-case word</span>
          <input
            ref={field}
            value={label}
            maxLength={24}
            placeholder="plans"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={({ target }) => setLabel(target.value)}
          />
        </label>
        <label className={styles.field}>
          <span>What belongs here, for the model to know</span>
          <input
            value={description}
            maxLength={120}
            placeholder="what is planned, with dates"
            autoComplete="off"
            onChange={({ target }) => setDescription(target.value)}
          />
        </label>
        <BlockShareChoice percent={percent} onChoose={setPercent} />
        <p className={styles.note}>The blocks without a share of their own divide what is left evenly.</p>
      </BlockForm>
    </section>
  );
}
