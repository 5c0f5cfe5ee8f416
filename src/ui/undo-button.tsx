import { useState } from 'react';
import type { MemoryEdits } from './app-actions.ts';
import { Button } from './button.tsx';
import { describeKept } from './describe-undone.ts';
import { errorMessage } from './error-message.ts';
import styles from './undo-button.module.css';
import { useApp, useAppState } from './use-app.ts';

/** Takes memory back, and says in its own place what came of it. A run may be writing: then it waits. */
export function UndoButton({ edits }: { readonly edits: MemoryEdits }) {
  const { actions } = useApp();
  const refused = useAppState((state) => state.lost !== null || Object.keys(state.runs).length > 0);
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState('');

  async function undo(): Promise<void> {
    setBusy(true);
    try {
      setWords(describeKept(await actions.undo(edits)) || 'Taken back.');
    } catch (error) {
      setWords(errorMessage(error));
    }
    setBusy(false);
  }

  if (words !== '') {
    return (
      <span role="status" className={styles.words}>
        {words}
      </span>
    );
  }
  return (
    <Button small look="plain" className={styles.undo} disabled={refused || busy} onClick={() => void undo()}>
      Undo
    </Button>
  );
}
