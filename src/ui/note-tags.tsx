import { useState } from 'react';
import type { Passage } from '../kernel/passage.ts';
import { errorMessage } from './error-message.ts';
import { Icon } from './icon.tsx';
import panelStyles from './memory-panel.module.css';
import { NoteTagField } from './note-tag-field.tsx';
import styles from './note-tags.module.css';
import { useApp } from './use-app.ts';
import { useReturnFocus } from './use-return-focus.ts';

interface NoteTagsProps {
  readonly note: Passage;
  readonly knownTags: readonly string[];
  /** Shows the notes with a tag; absent where there is no list to show them in. */
  readonly onTag?: ((tag: string) => void) | undefined;
  readonly onChanged: (note: Passage) => void;
}

/** The tags of a note as chips, each to be taken off, and a way to add one. */
export function NoteTags({ note, knownTags, onTag, onChanged }: NoteTagsProps) {
  const { client } = useApp().store;
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState('');
  const opener = useReturnFocus<HTMLButtonElement>(adding);
  const { id, tags = [] } = note;

  async function keep(changed: readonly string[]): Promise<void> {
    setProblem('');
    try {
      onChanged(await client.call('editNote', { id, tags: changed }));
    } catch (error) {
      setProblem(errorMessage(error));
    }
  }

  async function remove(tag: string): Promise<void> {
    await keep(tags.filter((it) => it !== tag));
    // The chip that had the focus is gone.
    opener.current?.focus();
  }

  return (
    <>
      <ul className={styles.tags} aria-label="Tags">
        {tags.map((tag) => (
          <li key={tag} className={styles.chip}>
            {onTag ? (
              <button type="button" title={`Show notes tagged ${tag}`} onClick={() => onTag(tag)}>
                {tag}
              </button>
            ) : (
              <span>{tag}</span>
            )}
            <button
              type="button"
              className={styles.remove}
              aria-label={`Remove tag ${tag}`}
              title={`Remove tag ${tag}`}
              onClick={() => void remove(tag)}
            >
              <Icon name="close" size={12} />
            </button>
          </li>
        ))}
        <li>
          {adding ? (
            <NoteTagField
              known={knownTags.filter((it) => !tags.includes(it))}
              onAdd={(tag) => keep([...tags, tag])}
              onDone={() => setAdding(false)}
            />
          ) : (
            <button ref={opener} type="button" className={styles.add} onClick={() => setAdding(true)}>
              Add tag
            </button>
          )}
        </li>
      </ul>
      {problem !== '' && (
        <p role="alert" className={panelStyles.problem}>
          {problem}
        </p>
      )}
    </>
  );
}
