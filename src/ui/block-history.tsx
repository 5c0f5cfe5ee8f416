import { useEffect, useState } from 'react';
import type { BlockEdit } from '../kernel/block.ts';
import styles from './block-card.module.css';
import { BlockHistoryEntry } from './block-history-entry.tsx';
import { Button } from './button.tsx';
import { errorMessage } from './error-message.ts';
import { useApp } from './use-app.ts';

/** Edits shown at first, and how many more each time. */
const editsAtOnce = 10;

/** The edits of a block, newest first. Asked for when opened. */
export function BlockHistory({ label, version }: { readonly label: string; readonly version: number }) {
  const { client } = useApp().store;
  const [open, setOpen] = useState(false);
  const [edits, setEdits] = useState<readonly BlockEdit[] | null>(null);
  const [shown, setShown] = useState(editsAtOnce);
  const [problem, setProblem] = useState('');

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the block has a new edit
  useEffect(() => {
    if (!open) return;
    let wanted = true;
    client.call('blockEdits', { label }).then(
      (found) => wanted && setEdits([...found].sort((a, b) => b.at - a.at)),
      (error) => wanted && setProblem(errorMessage(error)),
    );
    return () => {
      wanted = false;
    };
  }, [client, label, open, version]);

  return (
    <details className={styles.history} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Last edits</summary>
      {problem !== '' && <p role="alert">{problem}</p>}
      {edits?.length === 0 && <p>Not edited so far</p>}
      <ol>
        {edits?.slice(0, shown).map((edit) => (
          <BlockHistoryEntry key={edit.id} edit={edit} />
        ))}
      </ol>
      {edits && edits.length > shown && (
        <Button small look="plain" className={styles.more} onClick={() => setShown(shown + editsAtOnce)}>
          Show earlier edits
        </Button>
      )}
    </details>
  );
}
