import type { Citation } from '../kernel/message.ts';
import { AnswerText } from './answer-text.tsx';
import { describePhase } from './describe-phase.ts';
import styles from './transcript.module.css';
import { useAppState } from './use-app.ts';

const noCitations: readonly Citation[] = [];

/** The answer as far as it has come, and until then what is being done, in words. Alone drawn anew as it grows. */
export function RunningAnswer({ conversationId }: { readonly conversationId: string }) {
  const run = useAppState((state) => state.runs[conversationId]);
  if (!run) return null;
  return (
    <article aria-label="Pagefile" className={styles.answer}>
      {run.text === '' ? (
        <p className={styles.phase}>
          <span className={styles.pulse} aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {describePhase(run.tidies ? { name: 'remembering' } : run.phase)}
        </p>
      ) : (
        <AnswerText text={run.text} citations={noCitations} streaming />
      )}
    </article>
  );
}
