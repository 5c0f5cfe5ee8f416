import type { Citation } from '../kernel/message.ts';
import { CitationChip } from './citation-chip.tsx';
import styles from './source-list.module.css';

/** The passages that an answer rests on, in the order of their numbers. */
export function SourceList({ citations }: { readonly citations: readonly Citation[] }) {
  if (citations.length === 0) return null;
  return (
    <ul aria-label="Sources" className={styles.list}>
      {citations.map((citation, index) => (
        <li key={citation.label}>
          <CitationChip citation={citation} number={index + 1}>
            <span className={styles.number}>{index + 1}</span>
            <span className={styles.name}>{citation.documentName ?? 'A note'}</span>
            {citation.page !== null && <span className={styles.page}>p. {citation.page}</span>}
          </CitationChip>
        </li>
      ))}
    </ul>
  );
}
