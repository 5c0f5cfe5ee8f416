import { useEffect, useState } from 'react';
import type { BlockEdit } from '../kernel/block.ts';
import styles from './block-card.module.css';
import { BlockChange } from './block-change.tsx';
import { errorMessage } from './error-message.ts';
import { formatMoment } from './format-time.ts';
import { NoteSource } from './note-source.tsx';
import { UndoButton } from './undo-button.tsx';
import { useApp } from './use-app.ts';

const shownEdits = 5;

/** The last edits of a block: who, why, and what changed. Asked for when opened. */
export function BlockHistory({ label, version }: { readonly label: string; readonly version: number }) {
  const { client } = useApp().store;
  const [open, setOpen] = useState(false);
  const [edits, setEdits] = useState<readonly BlockEdit[] | null>(null);
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
        {edits?.slice(0, shownEdits).map((edit) => (
          <li key={edit.id}>
            <p className={styles.who}>
              {edit.by === 'model' ? 'The model' : 'You'}, {formatMoment(edit.at)}
              {edit.reason !== '' && `: ${edit.reason}`}
            </p>
            <BlockChange before={edit.before} after={edit.after} />
            <NoteSource documentIds={edit.sources} />
            <UndoButton edits={{ editId: edit.id }} />
          </li>
        ))}
      </ol>
    </details>
  );
}
