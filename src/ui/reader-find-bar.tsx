import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { formatNumber } from './format-count.ts';
import { IconButton } from './icon-button.tsx';
import { isComposing } from './is-composing.ts';
import styles from './reader-find-bar.module.css';
import type { Find } from './use-find.ts';

interface ReaderFindBarProps {
  readonly find: Find;
  readonly field: RefObject<HTMLInputElement | null>;
  /** Closes the bar, and goes back to the text. */
  readonly onClose: () => void;
}

/** Find in document: Enter goes to the next match, Shift and Enter to the one before, Escape closes it. */
export function ReaderFindBar({ find, field, onClose }: ReaderFindBarProps) {
  const { query, matches, setQuery, step } = find;
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [field]);

  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') onClose();
    else return;
    // Escape would close the dialog as well.
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <search className={styles.bar}>
      <input
        ref={field}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label="Find in document"
        placeholder="Find in document"
        value={query}
        onChange={({ target }) => setQuery(target.value)}
        onKeyDown={onKeyDown}
      />
      <p role="status" className={styles.count}>
        {describe(find)}
      </p>
      <IconButton
        small
        icon="chevron"
        label="Previous match"
        className={styles.up}
        disabled={matches.count === 0}
        onClick={() => step(-1)}
      />
      <IconButton
        small
        icon="chevron"
        label="Next match"
        className={styles.down}
        disabled={matches.count === 0}
        onClick={() => step(1)}
      />
      <IconButton small icon="close" label="End search" onClick={onClose} />
    </search>
  );
}

function describe({ query, matches, current, isBusy }: Find): string {
  if (isBusy) return 'Searching';
  if (query.trim() === '') return '';
  if (matches.count === 0) return 'No matches';
  return `${formatNumber(current + 1)} of ${formatNumber(matches.count)}`;
}
