import type { RunOutcome } from '../kernel/trace.ts';
import { Icon } from './icon.tsx';
import styles from './transcript.module.css';

/** How the last run ended, where that is worth a word. */
export function RunEnding({ ending }: { readonly ending: RunOutcome }) {
  if (ending.type !== 'failed') return null;
  return (
    <div className={styles.problem} role="alert">
      <Icon name="warning" />
      <p>{ending.message}</p>
    </div>
  );
}
