import styles from './formula.module.css';
import { useMadeInIdle } from './use-made-in-idle.ts';

/** Longer formulas stay as they were written: in characters. */
const DRAWN_AT_MOST = 4000;

interface FormulaProps {
  readonly tex: string;
  /** By itself, on a line of its own. */
  readonly display: boolean;
  /** As it was written: shown until it is drawn, and where it can not be. */
  readonly source: string;
}

/** A formula as MathML, which browsers draw and screen readers read. */
export function Formula({ tex, display, source }: FormulaProps) {
  const drawn = useMadeInIdle(tex.length <= DRAWN_AT_MOST ? `${display} ${tex}` : null, async () => {
    const { drawMath } = await import('./draw-math.ts');
    return () => drawMath(tex, display);
  });
  if (!drawn) return <code className={styles.source}>{source}</code>;
  if (!display) return <span className={styles.formula}>{drawn}</span>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a formula is no part of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: one that scrolls must scroll by keyboard too
    <span className={styles.display} role="group" aria-label="Formula" tabIndex={0}>
      {drawn}
    </span>
  );
}
