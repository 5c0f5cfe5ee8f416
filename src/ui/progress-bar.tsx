import { classNames } from './class-names.ts';
import styles from './progress-bar.module.css';

interface ProgressBarProps {
  readonly label: string;
  /** From 0 to 1. */
  readonly value: number;
  /** A hairline along the lower edge of what it belongs to, which must be positioned. */
  readonly edge?: boolean;
}

export function ProgressBar({ label, value, edge = false }: ProgressBarProps) {
  return (
    <progress
      className={classNames(styles.bar, edge && styles.edge)}
      aria-label={label}
      value={value}
      max={1}
    />
  );
}
