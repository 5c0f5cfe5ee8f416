import { formatCount } from './format-count.ts';
import styles from './proposal-count.module.css';
import { useAppState } from './use-app.ts';

/** How many changes of memory wait for the person, beside the words that lead to them; nothing for none. */
export function ProposalCount() {
  const count = useAppState((state) => state.proposals.length);
  if (count === 0) return null;
  return (
    <span className={styles.count} title={`${formatCount(count, 'change')} of memory waiting for you`}>
      {count}
      <span className="hidden-visually"> waiting</span>
    </span>
  );
}
