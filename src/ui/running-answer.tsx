import type { Citation } from '../kernel/message.ts';
import { AnswerText } from './answer-text.tsx';
import type { Run } from './app-state.ts';
import { describePhase } from './describe-phase.ts';
import styles from './transcript.module.css';

const noCitations: readonly Citation[] = [];

/** The answer as far as it has come, and until then what is being done, in words. */
export function RunningAnswer({ run }: { readonly run: Run }) {
  return (
    <article aria-label="Pagefile" className={styles.answer}>
      {run.text === '' ? (
        <p className={styles.phase}>
          <span className={styles.pulse} aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {describePhase(run.phase)}
        </p>
      ) : (
        <AnswerText text={run.text} citations={noCitations} streaming />
      )}
    </article>
  );
}
