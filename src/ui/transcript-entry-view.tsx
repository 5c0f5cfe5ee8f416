import { memo } from 'react';
import { AnswerTurn } from './answer-turn.tsx';
import { formatCount } from './format-count.ts';
import { formatDay } from './format-time.ts';
import { useNavigation } from './navigation.ts';
import { PagedDivider } from './paged-divider.tsx';
import { RegenerateButton } from './regenerate-button.tsx';
import { SaidMessage } from './said-message.tsx';
import { SearchAnswer } from './search-answer.tsx';
import styles from './transcript.module.css';
import type { TranscriptEntry } from './transcript-entries.ts';

interface TranscriptEntryViewProps {
  readonly entry: TranscriptEntry;
  /** The message that a search led to. */
  readonly targetId: string | null;
  /** Versions of what was said, where there are several. */
  readonly versions: readonly string[] | undefined;
  /** A run is under way: nothing may be said again. */
  readonly busy: boolean;
}

export const TranscriptEntryView = memo(function TranscriptEntryView({
  entry,
  targetId,
  versions,
  busy,
}: TranscriptEntryViewProps) {
  const { openReader } = useNavigation();
  switch (entry.type) {
    case 'said': {
      const { messageId, text, leftOut = false } = entry;
      const pointedOut = messageId === targetId;
      return <SaidMessage {...{ messageId, text, leftOut, versions, busy, pointedOut }} />;
    }
    case 'turn':
      return <AnswerTurn turn={entry} targetId={targetId} busy={busy} />;
    case 'search':
      return <SearchAnswer part={entry.part} messageId={entry.messageId} busy={busy} />;
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
          {entry.askedId && (
            <div className={styles.actions}>
              <RegenerateButton messageId={entry.askedId} busy={busy} />
            </div>
          )}
        </article>
      );
    case 'day':
      return (
        <p className={styles.divider}>
          <span>{formatDay(entry.at).replace(/^./, (letter) => letter.toUpperCase())}</span>
        </p>
      );
    case 'paged':
      return <PagedDivider summary={entry.summary} />;
  }
});
