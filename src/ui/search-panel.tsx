import { type ReactNode, useId, useState } from 'react';
import type { ResultPage } from '../kernel/memory-search.ts';
import { Button } from './button.tsx';
import { describeComparison } from './describe-comparison.ts';
import { formatCount, formatNumber } from './format-count.ts';
import { Icon } from './icon.tsx';
import panelStyles from './memory-panel.module.css';
import styles from './search-panel.module.css';
import { useSearch } from './use-search.ts';

interface SearchPanelProps<Hit> {
  /** What the field searches, as its name. */
  readonly label: string;
  readonly ask: (text: string, page: number) => Promise<ResultPage<Hit>>;
  /** "message", "passage" */
  readonly unit: string;
  readonly renderHit: (hit: Hit) => ReactNode;
  /** Shown while nothing is searched for. */
  readonly children: ReactNode;
}

/** A search field and its results, a page at a time. */
export function SearchPanel<Hit>({ label, ask, unit, renderHit, children }: SearchPanelProps<Hit>) {
  const [text, setText] = useState('');
  const [page, setPage] = useState(1);
  const found = useSearch(text, page, ask);
  const id = useId();

  return (
    <search>
      <div className={styles.box}>
        <Icon name="search" size={16} />
        <input
          id={id}
          type="search"
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPage(1);
          }}
        />
      </div>
      {found.state === 'idle' && children}
      {found.state === 'searching' && <p className={panelStyles.gloss}>Searching</p>}
      {found.state === 'failed' && (
        <p role="alert" className={panelStyles.problem}>
          {found.message}
        </p>
      )}
      {found.state === 'found' && (
        <>
          <p role="status" className={panelStyles.gloss}>
            {found.result.total === 0
              ? 'Nothing found. Try other words.'
              : formatCount(found.result.total, unit)}
            {found.result.total > 0 && `, ${describeComparison(found.result)}`}
          </p>
          <ol className={panelStyles.cards}>{found.result.hits.map(renderHit)}</ol>
          {found.result.pages > 1 && (
            <div className={styles.pages}>
              <Button small disabled={page <= 1} onClick={() => setPage(page - 1)}>
                Previous
              </Button>
              <span>
                {formatNumber(found.result.page)} of {formatNumber(found.result.pages)}
              </span>
              <Button small disabled={page >= found.result.pages} onClick={() => setPage(page + 1)}>
                Next
              </Button>
            </div>
          )}
        </>
      )}
    </search>
  );
}
