import type { WindowMap } from '../kernel/trace.ts';
import { classNames } from './class-names.ts';
import styles from './window-bar.module.css';
import { windowSections } from './window-sections.ts';

interface WindowBarProps {
  readonly map: WindowMap;
  /** In the header: no marks. */
  readonly small?: boolean;
}

/** The context window as one bar, drawn to the token. The words beside it say the same. */
export function WindowBar({ map, small = false }: WindowBarProps) {
  const share = (tokens: number) => `${(100 * tokens) / map.window}%`;
  return (
    <span className={classNames(styles.bar, small && styles.small)} aria-hidden="true">
      <span className={styles.sections}>
        {windowSections(map).map(({ name, tokens }) => (
          <span
            key={name}
            className={classNames(styles.section, styles[name])}
            style={{ width: share(tokens) }}
          />
        ))}
      </span>
      {!small && (
        <>
          <span className={styles.reserve} style={{ width: share(map.window - map.flushAt) }} />
          <span className={styles.mark} style={{ left: share(map.pressureAt) }} />
          <span className={classNames(styles.mark, styles.flush)} style={{ left: share(map.flushAt) }} />
        </>
      )}
    </span>
  );
}
