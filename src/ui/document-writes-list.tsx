import type { AppRequests } from '../worker/app-protocol.ts';
import { BlockChange } from './block-change.tsx';
import styles from './document-writes.module.css';
import { formatMoment } from './format-time.ts';

interface DocumentWritesListProps {
  readonly writes: AppRequests['documentWrites']['result'];
}

/** Each change of core memory and each note, newest first. */
export function DocumentWritesList({ writes: { blockEdits, notes } }: DocumentWritesListProps) {
  const edits = [...blockEdits].sort((a, b) => b.at - a.at);
  const written = [...notes].sort((a, b) => b.createdAt - a.createdAt);
  return (
    <ul className={styles.list}>
      {edits.map(({ id, label, at, reason, before, after }) => (
        <li key={id}>
          <p className={styles.what}>
            Core memory: {label}, {formatMoment(at)}
            {reason !== '' && `: ${reason}`}
          </p>
          <BlockChange before={before} after={after} />
        </li>
      ))}
      {written.map(({ id, text, createdAt }) => (
        <li key={id}>
          <p className={styles.what}>Note, {formatMoment(createdAt)}</p>
          <p className={styles.note}>{text}</p>
        </li>
      ))}
    </ul>
  );
}
