import styles from './reader-outline.module.css';
import type { OutlineEntry } from './reader-outline-entries.ts';

interface ReaderOutlineProps {
  readonly id: string;
  readonly entries: readonly OutlineEntry[];
  /** The one that the text in view stands under; -1 for none. */
  readonly current: number;
  readonly onGo: (entry: OutlineEntry) => void;
}

/** The headings of a document, to jump by. */
export function ReaderOutline({ id, entries, current, onGo }: ReaderOutlineProps) {
  return (
    <nav id={id} className={styles.outline} aria-label="Outline">
      <ol>
        {entries.map((entry, index) => (
          <li key={entry.start}>
            <button
              type="button"
              className={styles.entry}
              style={{ paddingInlineStart: 12 + 14 * Math.min(entry.depth, 4) }}
              aria-current={index === current ? 'location' : undefined}
              onClick={() => onGo(entry)}
            >
              <span>{entry.title}</span>
              {entry.page !== null && (
                <span className={styles.page}>
                  <span className="hidden-visually">page </span>
                  {entry.page}
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
