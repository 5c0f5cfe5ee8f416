import { useRef, useState } from 'react';
import type { Proposal } from '../kernel/proposal.ts';
import { BlockChange } from './block-change.tsx';
import { Button } from './button.tsx';
import { errorMessage } from './error-message.ts';
import styles from './proposal-card.module.css';
import { ProposalCause } from './proposal-cause.tsx';
import { useApp, useAppState } from './use-app.ts';

/** A change of core memory that waits for the person: what it would do, why it waits, and the two answers. */
export function ProposalCard({ proposal }: { readonly proposal: Proposal }) {
  const { actions, store } = useApp();
  const lost = useAppState((state) => state.lost !== null);
  const card = useRef<HTMLLIElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const { id, label, change, before, after, reason } = proposal;

  async function settle(accepts: boolean): Promise<void> {
    if (busy) return;
    setBusy(true);
    setProblem('');
    const handOn = focusAfter(card.current);
    try {
      await actions.settleProposal(id, accepts);
      store.dispatch({
        type: 'announced',
        text: accepts ? `Core memory changed: ${label}` : 'Dismissed. Memory stays as it is.',
      });
      handOn();
    } catch (error) {
      setProblem(errorMessage(error));
      setBusy(false);
    }
  }

  return (
    <li ref={card}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div role="group" aria-label={`Proposed for core memory: ${label}`} className={styles.card}>
        <p className={styles.head}>
          Proposed for core memory: <strong>{label}</strong>
        </p>
        {change.type === 'append' ? (
          <BlockChange before="" after={change.content} />
        ) : (
          <BlockChange before={before} after={after} />
        )}
        <p className={styles.why}>
          <ProposalCause {...proposal} />
          {reason !== '' && ` The model’s reason: ${reason}`}
        </p>
        {problem !== '' && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        <div className={styles.buttons}>
          <Button small disabled={lost} aria-disabled={busy} onClick={() => void settle(true)}>
            Accept
          </Button>
          <Button small look="plain" disabled={lost} aria-disabled={busy} onClick={() => void settle(false)}>
            Dismiss
          </Button>
        </div>
      </div>
    </li>
  );
}

/** Where the focus goes once its card is gone: to the card beside it, else to the region that scrolls it. */
function focusAfter(card: HTMLElement | null): () => void {
  if (!card?.contains(document.activeElement)) return () => {};
  const beside = card.nextElementSibling ?? card.previousElementSibling;
  const region = card.closest<HTMLElement>('[tabindex="0"]');
  return () =>
    void setTimeout(() => {
      const button = beside?.isConnected ? beside.querySelector<HTMLElement>('button') : null;
      (button ?? region)?.focus({ preventScroll: true });
    });
}
