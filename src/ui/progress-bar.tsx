import { classNames } from './class-names.ts';
import styles from './progress-bar.module.css';

interface ProgressBarProps {
  readonly label: string;
  /** From 0 to 1; `null` while it can't be told. */
  readonly value: number | null;
  /** A hairline along the lower edge of what it belongs to, which must be positioned. */
  readonly edge?: boolean;
}

export function ProgressBar({ label, value, edge = false }: ProgressBarProps) {
  return (
    <progress
      className={classNames(styles.bar, edge && styles.edge)}
      aria-label={label}
      {...(value !== null && { value })}
      max={1}
    />
  );
}
