import { formatNumber } from './format-count.ts';
import type { TagCount } from './note-tag-counts.ts';
import styles from './note-tags.module.css';

interface NoteFilterProps {
  readonly counts: readonly TagCount[];
  readonly active: string | null;
  readonly onTag: (tag: string | null) => void;
}

/** Tags as switches: one at a time shows its notes alone. */
export function NoteFilter({ counts, active, onTag }: NoteFilterProps) {
  if (counts.length === 0) return null;
  return (
    <fieldset className={styles.filter}>
      <legend className="hidden-visually">Show notes with a tag</legend>
      {counts.map(({ tag, notes }) => (
        <button
          key={tag}
          type="button"
          className={styles.choice}
          aria-pressed={tag === active}
          onClick={() => onTag(tag === active ? null : tag)}
        >
          {tag} <span className={styles.count}>{formatNumber(notes)}</span>
        </button>
      ))}
    </fieldset>
  );
}
