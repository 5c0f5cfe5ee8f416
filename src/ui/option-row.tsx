import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import styles from './option-row.module.css';

interface OptionRowProps {
  readonly icon: IconName;
  readonly title: string;
  readonly note: string;
  /** The button that does it, if there is anything to do. */
  readonly children?: ReactNode;
}

/** Something that can be done, what it means, and the button for it. */
export function OptionRow({ icon, title, note, children }: OptionRowProps) {
  return (
    <div className={styles.row}>
      <Icon name={icon} size={20} />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p className={styles.note}>{note}</p>
      </div>
      {children}
    </div>
  );
}
