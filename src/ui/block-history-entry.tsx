import { useState } from 'react';
import type { BlockEdit } from '../kernel/block.ts';
import styles from './block-card.module.css';
import { BlockChange } from './block-change.tsx';
import { Button } from './button.tsx';
import { errorMessage } from './error-message.ts';
import { formatMoment } from './format-time.ts';
import { NoteSource } from './note-source.tsx';
import { UndoButton } from './undo-button.tsx';
import { useApp, useAppState } from './use-app.ts';

/** One edit of a block: when, who, why and what changed, with the ways back. */
export function BlockHistoryEntry({ edit }: { readonly edit: BlockEdit }) {
  const { store } = useApp();
  const value = useAppState((state) => state.blocks.find((it) => it.label === edit.label)?.value);
  const [problem, setProblem] = useState('');
  const isOfText = edit.before !== edit.after;

  async function goBack(): Promise<void> {
    setProblem('');
    try {
      const block = await store.client.call('restoreBlock', { editId: edit.id });
      store.dispatch({ type: 'block-edited', block });
      store.dispatch({ type: 'announced', text: `${edit.label} reads as it did then` });
    } catch (error) {
      setProblem(errorMessage(error));
    }
  }

  return (
    <li>
      <p className={styles.who}>
        {edit.by === 'model' ? 'The model' : 'You'},{' '}
        <time dateTime={new Date(edit.at).toISOString()}>{formatMoment(edit.at)}</time>
        {edit.reason !== '' && `: ${edit.reason}`}
        {edit.undone && ' (taken back)'}
      </p>
      {isOfText && <BlockChange before={edit.before} after={edit.after} />}
      <NoteSource documentIds={edit.sources} />
      {isOfText && (
        <div className={styles.ways}>
          <UndoButton edits={{ editId: edit.id }} />
          {value !== undefined && value !== edit.after && (
            <Button small look="plain" onClick={() => void goBack()}>
              Go back to this
            </Button>
          )}
        </div>
      )}
      {problem !== '' && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </li>
  );
}
