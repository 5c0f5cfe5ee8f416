import { describeComparison } from './describe-comparison.ts';
import { formatCount } from './format-count.ts';
import styles from './palette.module.css';
import type { PaletteTexts } from './use-palette-texts.ts';

interface PaletteFootProps {
  /** Whether anything is looked for. */
  readonly isAsked: boolean;
  /** Results that are listed. */
  readonly count: number;
  readonly texts: PaletteTexts;
}

/** What became of the search, and the keys. */
export function PaletteFoot({ isAsked, count, texts }: PaletteFootProps) {
  const { found, isSearching, problem } = texts;
  const told = count === 0 ? 'Nothing found' : formatCount(count, 'result');
  const compared = found && count > 0 ? `, compared ${describeComparison(found)}` : '';
  const words = !isAsked ? '' : isSearching ? 'Searching' : `${told}${compared}`;
  return (
    <footer className={styles.foot}>
      {problem !== '' && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {/* Heard once it is settled, not at every key. */}
      <p role="status" className="hidden-visually">
        {isSearching ? '' : words}
      </p>
      <p aria-hidden="true">{words}</p>
      <p aria-hidden="true" className={styles.hints}>
        <span>↑ ↓ to choose</span>
        <span>Enter to open</span>
        <span>Esc to close</span>
      </p>
    </footer>
  );
}
