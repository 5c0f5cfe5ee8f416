import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './message-bar.module.css';

interface MessageBarProps {
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Something is wrong, or will be lost. */
  readonly warning?: boolean;
  readonly onDismiss?: () => void;
}

/** A quiet line across the top of the place, for what concerns all of it. */
export function MessageBar({ children, action, warning = false, onDismiss }: MessageBarProps) {
  return (
    <div className={styles.bar} data-warning={warning ? '' : undefined} role={warning ? 'alert' : 'status'}>
      <Icon name={warning ? 'warning' : 'info'} />
      <p>{children}</p>
      {action}
      {onDismiss && <IconButton icon="close" small label="Dismiss" onClick={onDismiss} />}
    </div>
  );
}
