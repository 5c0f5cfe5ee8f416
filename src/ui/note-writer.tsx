import { useState } from 'react';
import { Button } from './button.tsx';
import styles from './note-list.module.css';
import { TextEditor } from './text-editor.tsx';
import { useApp } from './use-app.ts';
import { useReturnFocus } from './use-return-focus.ts';

/** The head of the notes, with a way to write one. */
export function NoteWriter({ heading }: { readonly heading: string }) {
  const { client } = useApp().store;
  const [writing, setWriting] = useState(false);
  const opener = useReturnFocus<HTMLButtonElement>(writing);

  async function save(text: string): Promise<void> {
    await client.call('addNote', { text });
    setWriting(false);
  }

  return (
    <>
      <div className={styles.head}>
        <h3>{heading}</h3>
        {!writing && (
          <Button ref={opener} small onClick={() => setWriting(true)}>
            Write a note
          </Button>
        )}
      </div>
      {writing && (
        <div className={styles.writer}>
          <TextEditor label="New note" initial="" rows={3} onSave={save} onCancel={() => setWriting(false)} />
        </div>
      )}
    </>
  );
}
