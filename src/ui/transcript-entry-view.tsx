import { memo } from 'react';
import { AnswerTurn } from './answer-turn.tsx';
import { classNames } from './class-names.ts';
import { formatCount } from './format-count.ts';
import { useNavigation } from './navigation.ts';
import { SearchAnswer } from './search-answer.tsx';
import styles from './transcript.module.css';
import type { TranscriptEntry } from './transcript-entries.ts';

interface TranscriptEntryViewProps {
  readonly entry: TranscriptEntry;
  /** The message that a search led to. */
  readonly targetId: string | null;
}

export const TranscriptEntryView = memo(function TranscriptEntryView({
  entry,
  targetId,
}: TranscriptEntryViewProps) {
  const { openReader, openMemory } = useNavigation();
  switch (entry.type) {
    case 'said':
      return (
        <article
          aria-label="You"
          data-message={entry.messageId}
          className={classNames(styles.said, entry.messageId === targetId && styles.pointedOut)}
        >
          {entry.text}
        </article>
      );
    case 'turn':
      return <AnswerTurn turn={entry} targetId={targetId} />;
    case 'search':
      return <SearchAnswer part={entry.part} messageId={entry.messageId} />;
    case 'document': {
      const { documentId, name, pages, passages } = entry.part;
      const counts = [pages === null ? '' : formatCount(pages, 'page'), formatCount(passages, 'passage')];
      return (
        <p className={styles.divider}>
          <span>
            <button type="button" onClick={() => openReader({ documentId, passageId: null, sentence: null })}>
              {name}
            </button>{' '}
            added · {counts.filter((it) => it !== '').join(' · ')}
          </span>
        </p>
      );
    }
    case 'interrupted':
      return (
        <article aria-label="Interrupted answer" className={styles.answer}>
          {entry.text !== '' && <p className={styles.plain}>{entry.text}</p>}
          <p className={styles.quiet}>
            {entry.text === '' ? 'Interrupted before an answer' : 'Interrupted. What was written is kept.'}
          </p>
        </article>
      );
    case 'paged':
      return (
        <p className={styles.divider}>
          <span>
            Earlier messages moved to{' '}
            <button type="button" onClick={() => openMemory('recall')}>
              recall
            </button>
          </span>
        </p>
      );
  }
});
