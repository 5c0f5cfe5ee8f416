import { AnswerText } from './answer-text.tsx';
import styles from './answer-turn.module.css';
import { classNames } from './class-names.ts';
import { CopyButton } from './copy-button.tsx';
import { MemoryLine } from './memory-line.tsx';
import { SourceList } from './source-list.tsx';
import transcriptStyles from './transcript.module.css';
import type { TranscriptEntry } from './transcript-entries.ts';

interface AnswerTurnProps {
  readonly turn: Extract<TranscriptEntry, { type: 'turn' }>;
  readonly targetId: string | null;
}

/** One run: what memory did, in a line that opens, and what was said. */
export function AnswerTurn({ turn, targetId }: AnswerTurnProps) {
  return (
    <article aria-label="Pagefile" className={transcriptStyles.answer}>
      {turn.items.map((item, index) =>
        item.type === 'memory' ? (
          // Items of a turn are only ever added at its end.
          // biome-ignore lint/suspicious/noArrayIndexKey: the order never changes
          <MemoryLine key={index} acts={item.acts} />
        ) : (
          <div
            key={item.messageId}
            data-message={item.messageId}
            className={classNames(styles.reply, item.messageId === targetId && transcriptStyles.pointedOut)}
          >
            <AnswerText text={item.text} citations={item.citations} />
            {item.interrupted && <p className={transcriptStyles.quiet}>Stopped. What was written is kept.</p>}
            <SourceList citations={item.citations} />
            <div className={styles.actions}>
              <CopyButton text={item.text} label="Copy the answer" />
            </div>
          </div>
        ),
      )}
    </article>
  );
}
