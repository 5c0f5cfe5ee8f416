import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import { type ShortcutName, shortcutHint } from './shortcuts.ts';

type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label' | 'title'> & {
  readonly icon: IconName;
  /** The button's name, spoken and as tooltip. */
  readonly label: string;
  readonly shortcut?: ShortcutName;
  readonly small?: boolean;
};

export function IconButton({ icon, label, shortcut, small = false, className, ...props }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={shortcut ? `${label} (${shortcutHint(shortcut)})` : label}
      className={classNames(styles.icon, small && styles.small, className)}
      {...props}
    >
      <Icon name={icon} size={small ? 16 : 19} />
    </button>
  );
}
