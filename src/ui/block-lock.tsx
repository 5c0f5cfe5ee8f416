import { useState } from 'react';
import type { Block } from '../kernel/block.ts';
import styles from './block-card.module.css';
import { errorMessage } from './error-message.ts';
import { IconButton } from './icon-button.tsx';
import { useApp } from './use-app.ts';

/** Keeps the model from changing a block, or lets it. */
export function BlockLock({ block }: { readonly block: Block }) {
  const { store } = useApp();
  const { label } = block;
  const locked = block.locked === true;
  const [busy, setBusy] = useState(false);

  async function toggle(): Promise<void> {
    setBusy(true);
    try {
      const block = await store.client.call('changeBlock', { label, locked: !locked });
      store.dispatch({ type: 'block-edited', block });
    } catch (error) {
      store.dispatch({ type: 'notice', message: errorMessage(error) });
    }
    setBusy(false);
  }

  return (
    <IconButton
      icon={locked ? 'lock' : 'unlock'}
      small
      className={styles.lock}
      label={`Lock ${label}`}
      aria-pressed={locked}
      aria-disabled={busy}
      onClick={() => !busy && void toggle()}
    />
  );
}
