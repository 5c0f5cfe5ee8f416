import { formatCount } from './format-count.ts';
import { Icon } from './icon.tsx';
import { useNavigation } from './navigation.ts';
import styles from './paged-divider.module.css';
import type { PagedSummary } from './transcript-entries.ts';

/** Where the model's window begins: opens to what it still has of everything above. */
export function PagedDivider({ summary: { text, messages, by } }: { readonly summary: PagedSummary }) {
  const { openMemory } = useNavigation();
  return (
    <details className={styles.paged}>
      <summary>
        <span>
          Earlier messages moved to recall <Icon name="chevron" size={12} />
        </span>
      </summary>
      <div className={styles.kept}>
        <p>What the model still has of them</p>
        <p dir="auto" className={styles.text}>
          {text}
        </p>
        <p>
          {by === 'model' ? 'A summary' : 'An extract'} of {formatCount(messages, 'message')}. All of them
          stay word for word in{' '}
          <button type="button" onClick={() => openMemory('recall')}>
            recall
          </button>
          , where the model can search.
        </p>
      </div>
    </details>
  );
}
