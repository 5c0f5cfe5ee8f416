import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

type ButtonProps = ComponentProps<'button'> & {
  /** `primary`: the one thing to do here. `plain`: words that act, without a box. */
  readonly look?: 'primary' | 'outline' | 'plain' | 'danger';
  readonly small?: boolean;
};

export function Button({ look = 'outline', small = false, className, ...props }: ButtonProps) {
  return (
    <button
      type="button"
      className={classNames(styles.button, styles[look], small && styles.small, className)}
      {...props}
    />
  );
}
