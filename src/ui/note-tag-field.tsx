import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { isComposing } from './is-composing.ts';
import styles from './note-tags.module.css';

/** As many characters as are kept of a tag (kernel/note-tags.ts). */
const longestTag = 24;

interface NoteTagFieldProps {
  /** Tags of other notes, which the browser offers. */
  readonly known: readonly string[];
  readonly onAdd: (tag: string) => Promise<void>;
  readonly onDone: () => void;
}

/** Where a tag is written: Enter or a comma adds it and waits for the next, Escape ends. */
export function NoteTagField({ known, onAdd, onDone }: NoteTagFieldProps) {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), []);

  async function add(): Promise<void> {
    const tag = text.trim();
    setText('');
    if (tag === '') onDone();
    else await onAdd(tag);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      void add();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onDone();
    }
  }

  return (
    <>
      <input
        ref={field}
        className={styles.field}
        aria-label="New tag"
        placeholder="Tag"
        list={id}
        maxLength={longestTag}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => void (text.trim() === '' ? onDone() : add().then(onDone))}
      />
      <datalist id={id}>
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
    </>
  );
}
