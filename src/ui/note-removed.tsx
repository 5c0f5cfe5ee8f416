import { useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { errorMessage } from './error-message.ts';
import styles from './note-list.module.css';
import { useApp } from './use-app.ts';

interface NoteRemovedProps {
  readonly text: string;
  readonly editId: string;
  readonly onRestored: () => void;
}

/** In the place of a note that was removed: what it was, and the way back, as long as the list is open. */
export function NoteRemoved({ text, editId, onRestored }: NoteRemovedProps) {
  const { actions } = useApp();
  const [problem, setProblem] = useState('');
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus(), []);

  async function restore(): Promise<void> {
    setProblem('');
    try {
      await actions.undo({ editId });
      onRestored();
    } catch (error) {
      setProblem(errorMessage(error));
    }
  }

  return (
    <>
      <div className={styles.removed}>
        <span role="status" className={styles.removedText}>
          Note deleted: {text}
        </span>
        <Button ref={undo} small onClick={() => void restore()}>
          Undo
        </Button>
      </div>
      {problem !== '' && <p role="alert">{problem}</p>}
    </>
  );
}
