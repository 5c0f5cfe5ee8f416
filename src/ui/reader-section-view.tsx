import { memo } from 'react';
import type { TextRange } from '../kernel/text-range.ts';
import { markRanges } from './mark-ranges.ts';
import styles from './reader-dialog.module.css';
import type { ReaderSection } from './reader-sections.ts';

interface ReaderSectionViewProps {
  readonly section: ReaderSection;
  readonly text: string;
  readonly passage: TextRange | null;
  readonly sentence: TextRange | null;
}

/** One document page, or part of a text without pages; drawn by the browser when it comes into view. */
export const ReaderSectionView = memo(function ReaderSectionView(props: ReaderSectionViewProps) {
  const { section, text, passage, sentence } = props;
  let offset = 0;
  return (
    <section
      className={styles.section}
      aria-label={section.page === null ? undefined : `Page ${section.page}`}
    >
      {section.page !== null && <h3 className={styles.page}>Page {section.page}</h3>}
      {text.trim() === '' ? (
        <p className={styles.blank}>No text on this page</p>
      ) : (
        <p className={styles.text}>
          {markRanges(text, passage, sentence).map(({ text: piece, level }) => {
            const key = offset;
            offset += piece.length;
            if (level === 'none') return <span key={key}>{piece}</span>;
            return (
              <mark key={key} className={level === 'strong' ? styles.sentence : styles.passage}>
                {piece}
              </mark>
            );
          })}
        </p>
      )}
    </section>
  );
});
